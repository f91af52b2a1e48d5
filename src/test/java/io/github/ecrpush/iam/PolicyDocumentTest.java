package io.github.ecrpush.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.iam.AccessRequest.Principal;
import io.github.ecrpush.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentTest {

  private static final String PROVIDER =
      "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
  private static final String SUB = "token.actions.githubusercontent.com:sub";

  private static PolicyDocument policy(String json) {
    return PolicyDocument.parse(Json.parse(json));
  }

  private static PolicyDocument trust(String condition) {
    return policy(
        """
        {"Version": "2012-10-17", "Statement": [{"Sid": "GitHub", "Effect": "Allow",
          "Principal": {"Federated": "%s"}, "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": %s}]}
        """
            .formatted(PROVIDER, condition));
  }

  private static Verdict ask(PolicyDocument policy, Map<String, List<String>> values) {
    return policy.evaluate(
        new AccessRequest(
            "sts:AssumeRoleWithWebIdentity",
            Optional.of(new Principal("Federated", PROVIDER)),
            Optional.empty(),
            values));
  }

  private static boolean isAllowed(String condition, Map<String, List<String>> values) {
    return ask(trust(condition), values) instanceof Verdict.Allowed;
  }

  @Test
  void allows_what_a_statement_allows() {
    var verdict = ask(trust("{}"), Map.of());

    assertThat(verdict).isEqualTo(new Verdict.Allowed("GitHub"));
  }

  @Test
  void denies_what_nobody_allows() {
    assertThat(ask(policy("{\"Statement\": []}"), Map.of()))
        .isEqualTo(new Verdict.Denied(List.of("the policy allows nothing")));
  }

  @Test
  void lets_a_denial_win_over_a_permission() {
    var policy =
        policy(
            """
            {"Statement": [
              {"Effect": "Allow", "Principal": "*", "Action": "*"},
              {"Sid": "Never", "Effect": "Deny", "Principal": "*", "Action": "sts:*"}]}
            """);

    assertThat(ask(policy, Map.of())).isEqualTo(new Verdict.Denied(List.of("Never denies it")));
  }

  @Test
  void says_which_condition_was_not_met() {
    var verdict =
        ask(
            trust("{\"StringLike\": {\"%s\": \"repo:octo/*\"}}".formatted(SUB)),
            Map.of(SUB, List.of("repo:other/app:pull_request")));

    assertThat(verdict)
        .isEqualTo(
            new Verdict.Denied(
                List.of(
                    "GitHub: %s StringLike `repo:octo/*`, but it is `repo:other/app:pull_request`"
                        .formatted(SUB))));
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals,               repo:octo/app, repo:octo/app, true",
    "StringEquals,               repo:octo/app, repo:Octo/app, false",
    "StringEquals,               repo:octo/*,   repo:octo/app, false",
    "StringNotEquals,            repo:octo/app, repo:octo/app, false",
    "StringNotEquals,            repo:octo/app, repo:octo/web, true",
    "StringEqualsIgnoreCase,     repo:octo/app, repo:Octo/App, true",
    "StringNotEqualsIgnoreCase,  repo:octo/app, repo:Octo/App, false",
    "StringLike,                 repo:octo/*,   repo:octo/app, true",
    "StringLike,                 repo:octo/*,   repo:OCTO/app, false",
    "StringLike,                 repo:octo/a?p, repo:octo/app, true",
    "StringLike,                 repo:octo/a?p, repo:octo/ap,  false",
    "StringNotLike,              repo:octo/*,   repo:octo/app, false",
    "StringNotLike,              repo:octo/*,   repo:else/app, true",
    "NumericLessThan,            10,            9,             true",
    "NumericGreaterThanEquals,   10,            9,             false",
    "Bool,                       true,          TRUE,          true",
    "ArnLike, arn:aws:iam::*:role/x, arn:aws:iam::123456789012:role/x, true",
    "ArnLike, arn:aws:*:role/x,      arn:aws:iam::123456789012:role/x, false",
  })
  void compares_as_iam_does(String operator, String wanted, String actual, boolean allowed) {
    var condition = "{\"%s\": {\"k:v\": \"%s\"}}".formatted(operator, wanted);

    assertThat(isAllowed(condition, Map.of("k:v", List.of(actual)))).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, false",
    "StringLike, false",
    "StringNotEquals, true",
    "StringNotLike, true",
    "StringEqualsIfExists, true",
    "ForAllValues:StringEquals, true",
    "ForAnyValue:StringEquals, false",
  })
  void knows_what_a_missing_key_means(String operator, boolean allowed) {
    var condition = "{\"%s\": {\"k:v\": \"x\"}}".formatted(operator);

    assertThat(isAllowed(condition, Map.of())).isEqualTo(allowed);
  }

  @Test
  void asks_whether_a_key_is_there() {
    assertThat(isAllowed("{\"Null\": {\"k:v\": \"true\"}}", Map.of())).isTrue();
    assertThat(isAllowed("{\"Null\": {\"k:v\": true}}", Map.of("k:v", List.of("x")))).isFalse();
  }

  @Test
  void wants_none_of_many_values_for_a_negated_operator() {
    var condition = "{\"StringNotLike\": {\"k:v\": [\"a*\", \"b*\"]}}";

    assertThat(isAllowed(condition, Map.of("k:v", List.of("bee")))).isFalse();
    assertThat(isAllowed(condition, Map.of("k:v", List.of("cat")))).isTrue();
  }

  @Test
  void wants_all_conditions_and_all_keys() {
    var condition =
        """
        {"StringEquals": {"k:a": "1", "k:b": "2"}, "StringLike": {"k:c": "3*"}}
        """;

    assertThat(
            isAllowed(
                condition, Map.of("k:a", List.of("1"), "k:b", List.of("2"), "k:c", List.of("33"))))
        .isTrue();
    assertThat(isAllowed(condition, Map.of("k:a", List.of("1"), "k:c", List.of("33")))).isFalse();
  }

  @Test
  void ignores_the_case_of_keys_and_actions_but_not_of_values() {
    var policy =
        policy(
            """
            {"Statement": {"Effect": "Allow", "Principal": "*",
              "Action": "STS:assumeroleWithWeb*", "Condition": {"StringEquals": {"K:V": "x"}}}}
            """);

    assertThat(ask(policy, Map.of("k:v", List.of("x")))).isInstanceOf(Verdict.Allowed.class);
    assertThat(ask(policy, Map.of("k:v", List.of("X")))).isInstanceOf(Verdict.Denied.class);
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::123456789012:root,      true",
    "123456789012,                        true",
    "arn:aws:iam::999999999999:root,      false",
    "arn:aws:iam::123456789012:user/ci,   true",
    "arn:aws:iam::123456789012:user/*,    false",
    "*,                                   true",
  })
  void knows_principals_by_name_and_by_account(String named, boolean allowed) {
    var policy =
        policy(
            """
            {"Statement": [{"Effect": "Allow", "Principal": {"AWS": ["%s"]}, "Action": "sts:AssumeRole"}]}
            """
                .formatted(named));
    var request =
        new AccessRequest(
            "sts:AssumeRole",
            Optional.of(new Principal("AWS", "arn:aws:iam::123456789012:user/ci")),
            Optional.empty(),
            Map.of());

    assertThat(policy.evaluate(request) instanceof Verdict.Allowed).isEqualTo(allowed);
  }

  @Test
  void judges_actions_on_resources() {
    var policy =
        policy(
            """
            {"Statement": [{"Effect": "Allow", "NotAction": "ecr:Delete*",
              "Resource": "arn:aws:ecr:*:123456789012:repository/team/*"}]}
            """);

    assertThat(onRepository(policy, "ecr:PutImage", "team/app")).isTrue();
    assertThat(onRepository(policy, "ecr:PutImage", "other/app")).isFalse();
    assertThat(onRepository(policy, "ecr:DeleteRepository", "team/app")).isFalse();
  }

  private static boolean onRepository(PolicyDocument policy, String action, String repository) {
    var arn = "arn:aws:ecr:eu-west-1:123456789012:repository/" + repository;
    var request = new AccessRequest(action, Optional.empty(), Optional.of(arn), Map.of());
    return policy.evaluate(request) instanceof Verdict.Allowed;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"Statement\": \"all\"}",
        "{\"Version\": \"2020-01-01\", \"Statement\": []}",
        "{\"Statements\": []}",
        "{\"Statement\": [{\"Effect\": \"allow\", \"Action\": \"*\"}]}",
        "{\"Statement\": [{\"Effect\": \"Allow\"}]}",
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"NotAction\": \"*\"}]}",
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Conditions\": {}}]}",
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Principal\": \"me\"}]}",
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Principal\": {\"Aws\": \"*\"}}]}",
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Condition\": {\"StringIs\": {\"a\": \"b\"}}}]}",
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Condition\": {\"StringLike\": \"b\"}}]}",
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": {\"a\": 1}}]}",
      })
  void refuses_what_it_does_not_understand(String json) {
    assertThatThrownBy(() -> policy(json)).isInstanceOf(PolicyException.class);
  }

  @Test
  void says_where_it_stopped_understanding() {
    assertThatThrownBy(() ->
            policy(
                """
                {"Statement": [{"Effect": "Allow", "Action": "*",
                  "Condition": {"StringLikes": {"a": "b"}}}]}
                """))
        .isInstanceOfSatisfying(
            PolicyException.class,
            e -> assertThat(e.place()).isEqualTo("Statement[0].Condition.StringLikes"));
  }

  @Test
  void matches_hostile_patterns_in_good_time() {
    var pattern = "*a".repeat(2000) + "b";

    assertThat(Wildcard.matches(pattern, "a".repeat(5000))).isFalse();
  }
}
