package io.github.ecrpush.aws;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.credential.TokenClaims;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustPolicyFailuresTest {

  private static final RoleArn ROLE = new RoleArn("aws", new AwsAccount("123456789012"), "ci");
  private static final String SESSION = "octo-app-7";
  private static final String GITHUB = "token.actions.githubusercontent.com";
  private static final String MAIN = "repo:octo/app:ref:refs/heads/main";
  private static final String PROD = "repo:octo/app:environment:prod";

  @Test
  void says_that_an_environment_takes_the_place_of_the_branch() {
    assertGolden(refused(PROD, subject("StringEquals", MAIN)));
  }

  @Test
  void says_that_a_wildcard_is_taken_literally() {
    assertGolden(refused(MAIN, subject("StringEquals", "repo:octo/app:*")));
  }

  @Test
  void says_that_the_policy_wants_another_audience() {
    assertGolden(refused(MAIN, "{\"StringEquals\": {\"%s:aud\": \"octo\"}}".formatted(GITHUB)));
  }

  @Test
  void says_that_the_action_is_another_than_a_token_needs() {
    assertGolden(refused(MAIN, acting("\"Action\": \"sts:AssumeRole\"")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Action\": [\"sts:AssumeRoleWithSAML\",\"sts:TagSession\"]",
        "\"NotAction\": \"sts:assumeRoleWithWeb*\""
      })
  void shows_the_action_as_the_policy_writes_it(String action) {
    var explanation = refused(MAIN, acting(action)).explanation();

    assertThat(explanation.id()).isEqualTo("sts-trust-action");
    assertThat(explanation.why()).contains(action);
  }

  @Test
  void says_that_the_provider_is_that_of_another_account() {
    assertGolden(
        refused(
            MAIN,
            policy(
                """
                {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Principal":
                  {"Federated": "arn:aws:iam::210987654321:oidc-provider/%s"}}
                """
                    .formatted(GITHUB))));
  }

  @Test
  void says_that_only_roles_are_let_in() {
    assertGolden(
        refused(
            MAIN,
            policy(
                """
                {"Effect": "Allow", "Action": "sts:AssumeRole",
                  "Principal": {"AWS": "arn:aws:iam::210987654321:role/hub"}}
                """)));
  }

  @Test
  void says_that_nobody_trusts_the_issuer() {
    assertGolden(
        refused(
            MAIN,
            policy(
                """
                {"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
                  "Principal": {"Federated": "accounts.google.com"}}
                """)));
  }

  @Test
  void says_that_a_statement_denies_it() {
    assertGolden(
        refused(
            MAIN,
            policy(
                "{\"Sid\": \"Never\", \"Effect\": \"Deny\", \"Action\": \"*\", \"Principal\": \"*\"}")));
  }

  @Test
  void shows_the_conditions_of_the_statement_that_denies_it() {
    assertGolden(
        refused(PROD, denying("{\"StringNotEquals\": {\"%s:ref\": \"refs/heads/release\"}}")),
        "conditions");
  }

  @Test
  void says_what_to_call_the_session() {
    assertGolden(
        refused(
            MAIN,
            "{\"StringEquals\": {\"sts:RoleSessionName\": \"GitHubActions\", \"%s:sub\": \"%s\"}}"
                .formatted(GITHUB, MAIN)));
  }

  @Test
  void proposes_no_pattern_as_the_name_of_the_session() {
    var fix =
        refused(MAIN, "{\"StringLike\": {\"sts:RoleSessionName\": \"web-*\"}}").explanation().fix();

    assertThat(fix).contains("`role-session-name`").doesNotContain("with:").contains("\"Effect\"");
  }

  @Test
  void names_no_condition_of_the_session_that_is_met() {
    var why =
        refused(
                MAIN,
                "{\"StringEquals\": {\"sts:RoleSessionName\": \"octo-app-7\", \"%s:sub\": \"x\"}}"
                    .formatted(GITHUB))
            .explanation()
            .why();

    assertThat(why).doesNotContain("RoleSessionName").contains("\"x\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"DateGreaterThan\": {\"aws:CurrentTime\": \"2020-01-01T00:00:00Z\"}",
        "\"Bool\": {\"AWS:SecureTransport\": \"true\"}",
        "\"IpAddress\": {\"aws:SourceIp\": \"192.0.2.0/24\"}",
        "\"StringEquals\": {\"aws:RequestedRegion\": \"eu-west-3\"}",
        "\"StringEquals\": {\"aws:PrincipalTag/team\": \"web\"}"
      })
  void blames_no_condition_that_only_aws_can_compare(String condition) {
    var both = "{%s, \"StringLike\": {\"%s:sub\": \"else\"}}".formatted(condition, GITHUB);
    var unmet = refused(MAIN, both).explanation();
    var alone = refused(MAIN, "{%s}".formatted(condition)).explanation();

    assertThat(unmet.id()).isEqualTo("sts-trust-condition");
    assertThat(unmet.why()).contains("not known here").doesNotContain("(not there)");
    assertThat(alone.id()).isEqualTo("sts-trust-undecided");
    assertThat(alone.why()).contains("(not known here)").doesNotContain("(not there)");
  }

  @Test
  void says_that_a_statement_hangs_on_what_only_aws_knows() {
    assertGolden(refused(MAIN, "{\"IpAddress\": {\"aws:SourceIp\": \"192.0.2.0/24\"}}"));
    assertGolden(
        refused(
            MAIN,
            denying("{\"NotIpAddress\": {\"aws:SourceIp\": [\"192.0.2.0/24\", \"::1/128\"]}}")),
        "denied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stringlike", "StringSounds", "NullIfExists"})
  void leaves_operators_to_aws_that_are_not_known_here(String operator) {
    var explanation =
        refused(MAIN, "{\"%s\": {\"%s:sub\": \"repo:octo/*\"}}".formatted(operator, GITHUB))
            .explanation();

    assertThat(explanation.id()).isEqualTo("sts-trust-undecided");
    assertThat(explanation.why()).contains(operator + "  " + GITHUB + ":sub", "(not known here)");
  }

  @Test
  void says_that_no_external_id_goes_with_a_token() {
    assertThat(refused(MAIN, "{\"StringEquals\": {\"sts:ExternalId\": \"x\"}}").explanation().why())
        .contains("No external id goes with a token");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          StringEquals | repo:octo/app:ref:refs/heads/main% | main "
          StringLike   | repo:octo/app:*%                   | :* "
          StringEquals | repo:octo/app:ref:refs/heads/ma\\u200bin | ma\\u200Bin"
          """)
  void shows_a_difference_that_cannot_be_seen(String operator, String wanted, String shown) {
    var why = refused(MAIN, subject(operator, wanted.replace('%', ' '))).explanation().why();

    assertThat(why).contains(shown).contains("cannot be seen").doesNotContain("It lets in");
  }

  @Test
  void says_that_the_policy_is_not_what_refuses() {
    assertGolden(refused(MAIN, subject("StringLike", "repo:octo/*")));
  }

  @Test
  void says_that_there_is_no_such_role() {
    assertGolden(
        TrustFailures.refused(
            ROLE, SESSION, Optional.of(claims(MAIN)), new TrustPolicy.RoleMissing()));
  }

  /// What the policy wants, what the token says, and a word of the reason.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          repo:octo/app:ref:refs/heads/main | repo:octo/app:pull_request | for a pull request
          repo:octo/app:environment:prod | repo:octo/app:ref:refs/heads/main | environment: prod` to the job
          repo:octo/app:ref:main | repo:octo/app:ref:refs/heads/main | `refs/heads/` before its name
          repo:octo/app:ref:refs/heads/main | repo:octo/app:ref:refs/tags/v1 | for a tag
          repo:octo/app:ref:refs/heads/main | repo:Octo/app:ref:refs/heads/main | upper and lower case
          repo:octo/web:ref:refs/heads/main | repo:octo/app:ref:refs/heads/main | runs in `octo/app`
          repo:octo/app:ref:refs/heads/main | repo:octo@1/app@2:ref:refs/heads/main | older form
          repo:octo@1/app@2:pull_request | repo:octo/app:pull_request | have none yet
          repo:octo/app:environment:prod | repo:octo/app:environment:test | `environment:test`
          repo:octo/app:ref:refs/heads/main | repository_owner:octo | a form of its own
          repo:octo/* | repo:octo/app:pull_request | `StringLike` would
          repo:else/* | repo:octo/app:pull_request | would not match either
          """)
  void explains_a_subject_that_does_not_fit(String wanted, String actual, String words) {
    assertThat(refused(actual, subject("StringEquals", wanted)).explanation().why())
        .contains(words);
  }

  @Test
  void explains_the_older_form_behind_a_pattern_too() {
    assertThat(
            refused("repo:octo@1/app@2:pull_request", subject("StringLike", "repo:octo/*"))
                .explanation()
                .why())
        .contains("older form, `repo:octo/app:pull_request`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          token.actions.githubusercontent.com:environment | The job names no environment
          token.actions.githubusercontent.com:event_name | STS does not compare this claim
          token.actions.githubusercontent.com:actor | The token does not say it
          token.actions.example:sub | begin with `token.actions.githubusercontent.com:`
          """)
  void explains_a_key_that_the_token_has_not(String key, String words) {
    var why =
        refused(MAIN, "{\"StringEquals\": {\"%s\": \"x\"}}".formatted(key)).explanation().why();

    assertThat(why).contains(words).contains("(not there)");
  }

  @Test
  void shows_the_nearest_statement_first() {
    var far = statement("Far", "{\"StringEquals\": {\"%s:aud\": \"a\", \"%s:sub\": \"b\"}}");
    var near = statement("Near", "{\"StringEquals\": {\"%s:sub\": \"b\"}}");

    var why = refused(MAIN, policy(far + "," + near)).explanation().why();

    assertThat(why.indexOf("`Near`")).isBetween(0, why.indexOf("`Far`"));
  }

  @Test
  void shows_no_more_of_a_hostile_policy_than_fits_a_line() {
    var why = refused(MAIN, subject("StringEquals", "a\\n\\u001b[31m" + "x".repeat(9000)));

    assertThat(why.explanation().why()).doesNotContain("\u001b").hasSizeLessThan(2500);
  }

  private static Failure refused(String subject, String conditions) {
    return refused(subject, policy(statement("GitHub", conditions)));
  }

  private static Failure refused(String subject, PolicyDocument policy) {
    return TrustFailures.refused(
        ROLE, SESSION, Optional.of(claims(subject)), new TrustPolicy.Known(policy, "IAM"));
  }

  private static PolicyDocument denying(String conditions) {
    return policy(
        statement("GitHub", "{}")
            + ","
            + statement("Never", conditions).replace("\"Allow\"", "\"Deny\""));
  }

  private static String subject(String operator, String wanted) {
    return "{\"%s\": {\"%s:sub\": \"%s\"}}".formatted(operator, GITHUB, wanted);
  }

  private static String statement(String name, String conditions) {
    return """
    {"Sid": "%s", "Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
     "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/%s"}, "Condition": %s}
    """
        .formatted(name, GITHUB, conditions.replace("%s", GITHUB));
  }

  private static PolicyDocument acting(String action) {
    return policy(
        """
        {"Effect": "Allow", %s, "Principal":
          {"Federated": "arn:aws:iam::123456789012:oidc-provider/%s"}}
        """
            .formatted(action, GITHUB));
  }

  private static PolicyDocument policy(String statements) {
    return PolicyDocument.parseToExplain(Json.parse("{\"Statement\": [%s]}".formatted(statements)));
  }

  private static TokenClaims claims(String subject) {
    var said = new LinkedHashMap<String, String>();
    said.put("iss", "https://" + GITHUB);
    said.put("aud", "sts.amazonaws.com");
    said.put("sub", subject);
    said.put("event_name", "push");
    if (subject.contains("environment:")) {
      said.put("environment", "prod");
      said.put("ref", "refs/heads/main");
    }
    return TokenClaims.of(new JsonTree(Map.copyOf(said)));
  }
}
