package io.github.ecrpush.operation;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.aws.AwsKeys;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.aws.IdentityRequest;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityRequestReaderTest {

  private static final String ROLE = "arn:aws:iam::123456789012:role/ci";

  @TempDir Path folder;

  @Test
  void names_policies_in_the_account_of_the_last_role() {
    var request =
        read(
            Map.of(
                Input.ROLE_TO_ASSUME,
                ROLE,
                Input.ROLE_CHAIN,
                "arn:aws:iam::210987654321:role/a/spoke",
                Input.MANAGED_SESSION_POLICIES,
                "team/push\narn:aws:iam::aws:policy/ReadOnlyAccess"));

    assertThat(request.session().policies().managed())
        .containsExactly(
            "arn:aws:iam::210987654321:policy/team/push", "arn:aws:iam::aws:policy/ReadOnlyAccess");
  }

  @Test
  void takes_no_role_from_another_part_of_aws_than_the_region() {
    for (var role :
        List.of("arn:aws-cn:iam::123456789012:role/ci", "arn:aws-eusc:iam::123456789012:role/ci")) {
      assertThat(failure(Map.of(Input.ROLE_TO_ASSUME, role)).explanation().id())
          .isEqualTo("aws-role-in-another-partition");
      assertThat(
              failure(Map.of(Input.ROLE_TO_ASSUME, ROLE, Input.ROLE_CHAIN, role))
                  .explanation()
                  .id())
          .isEqualTo("aws-role-in-another-partition");
    }
  }

  @Test
  void takes_no_key_that_fits_into_no_header() {
    for (var input : List.of(Input.AWS_ACCESS_KEY_ID, Input.AWS_SESSION_TOKEN)) {
      var keys = Map.of(Input.AWS_ACCESS_KEY_ID, "AKIA", Input.AWS_SECRET_ACCESS_KEY, "hunter2");
      var explanation = failure(and(keys, input, "hunter\n3")).explanation();

      assertThat(explanation.id()).isEqualTo("value-malformed");
      assertThat(explanation.what()).contains(input.key()).doesNotContain("hunter");
    }
  }

  @Test
  void assumes_roles_by_keys_that_are_given() {
    var keys = Map.of(Input.AWS_ACCESS_KEY_ID, "AKIA", Input.AWS_SECRET_ACCESS_KEY, "hunter2");
    var alone = read(keys);
    var withRole = read(and(keys, Input.ROLE_TO_ASSUME, ROLE));
    var withFile =
        read(and(and(keys, Input.ROLE_TO_ASSUME, ROLE), Input.WEB_IDENTITY_TOKEN_FILE, "t"));

    assertThat(alone.proof().keys())
        .contains(new AwsKeys("AKIA", new Secret("hunter2"), Optional.empty()));
    assertThat(withRole.role()).isEmpty();
    assertThat(withRole.roles().chain()).hasToString("[" + ROLE + "]");
    assertThat(withFile.role()).isPresent();
  }

  @Test
  void refuses_half_a_key() {
    assertGolden(failure(Map.of(Input.AWS_ACCESS_KEY_ID, "AKIA")));
    assertThat(failure(Map.of(Input.AWS_SESSION_TOKEN, "t")).explanation().what())
        .contains("`aws-access-key-id`");
  }

  @Test
  void sends_the_inline_policy_without_its_spaces() {
    var policy = "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": []\n}";

    assertThat(
            read(Map.of(Input.ROLE_TO_ASSUME, ROLE, Input.INLINE_SESSION_POLICY, policy))
                .session()
                .policies()
                .inline())
        .contains("{\"Version\":\"2012-10-17\",\"Statement\":[]}");
  }

  @Test
  void counts_the_characters_of_session_policies_together() {
    var policy =
        "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"%s\"}]}"
            .formatted("r".repeat(1951));

    assertGolden(
        failure(
            Map.of(
                Input.ROLE_TO_ASSUME,
                ROLE,
                Input.INLINE_SESSION_POLICY,
                policy,
                Input.MANAGED_SESSION_POLICIES,
                "push")));
  }

  @Test
  void sends_tags_through_the_chain_unless_told_not_to() {
    var given =
        Map.of(
            Input.ROLE_CHAIN,
            ROLE,
            Input.CUSTOM_TAGS,
            "{\"Team\": \"web\", \"Cost\": 7}",
            Input.TRANSITIVE_TAG_KEYS,
            "Team\nTeam");
    var skipped = new EnumMap<Input, String>(given);
    skipped.put(Input.ROLE_SKIP_SESSION_TAGGING, "true");

    assertThat(read(given).session().tags())
        .isEqualTo(
            new IdentityRequest.SessionTags(Map.of("Team", "web", "Cost", "7"), List.of("Team")));
    assertThat(read(skipped).session().tags()).isEqualTo(IdentityRequest.SessionTags.NONE);
  }

  @Test
  void reads_a_trust_policy_alone_and_as_iam_answers_it() throws Exception {
    var policy = "{\"Version\": \"2012-10-17\", \"Statement\": []}";
    Files.writeString(folder.resolve("alone.json"), policy);
    Files.writeString(
        folder.resolve("answer.json"),
        "{\"Role\": {\"RoleName\": \"ci\", \"AssumeRolePolicyDocument\": %s}}".formatted(policy));

    for (var file : List.of("alone.json", "answer.json")) {
      assertThat(read(Map.of(Input.TRUST_POLICY, file)).proof().trustPolicy()).isPresent();
    }
  }

  @Test
  void goes_straight_to_a_role_that_is_named_for_one_target() {
    var other = "arn:aws:iam::210987654321:role/other";

    var request =
        read(Map.of(Input.ROLE_TO_ASSUME, ROLE, Input.ROLE_CHAIN, ROLE + "2"), Optional.of(other));

    assertThat(request.roles().first()).hasToString("Optional[%s]".formatted(other));
    assertThat(request.roles().chain()).isEmpty();
  }

  @Test
  void refuses_what_could_do_nothing() {
    assertGolden(failure(Map.of(Input.ROLE_TO_ASSUME, ROLE, Input.ROLE_EXTERNAL_ID, "octo-42")));
    assertGolden(failure(Map.of(Input.INLINE_SESSION_POLICY, "{}")));
    assertThat(id(Map.of(Input.WEB_IDENTITY_TOKEN_FILE, "token"))).isEqualTo("role-needed");
    assertThat(id(Map.of(Input.ROLE_TO_ASSUME, ROLE, Input.CUSTOM_TAGS, "{\"a\": \"b\"}")))
        .isEqualTo("role-chain-needed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ROLE_EXTERNAL_ID         | x                                    | 2 to 1224
          ROLE_EXTERNAL_ID         | a b                                  | 2 to 1224
          INLINE_SESSION_POLICY    | {                                    | no JSON
          INLINE_SESSION_POLICY    | {"Statement": 7}                     | list of statements
          INLINE_SESSION_POLICY    | {"Id": "€", "Statement": []}         | U+00FF
          MANAGED_SESSION_POLICIES | arn:aws:s3:::bucket                  | named by its ARN
          CUSTOM_TAGS              | [1]                                  | JSON object
          CUSTOM_TAGS              | {"a": {}}                            | is no text
          CUSTOM_TAGS              | {"a": "x;y"}                         | breaks a rule
          CUSTOM_TAGS              | {"": "x"}                            | breaks a rule
          CUSTOM_TAGS              | {"a": "1", "A": "2"}                 | differ in case alone
          CUSTOM_TAGS              | {"AWS:a": "1"}                       | are AWS's own
          CUSTOM_TAGS              | {"a": "1", "a": "2"}                 | each key once
          TRANSITIVE_TAG_KEYS      | Team                                 | no tag of this key
          """)
  void says_which_rule_a_value_breaks(Input input, String value, String rule) {
    var failure = failure(Map.of(Input.ROLE_CHAIN, ROLE, input, value));

    assertThat(failure.explanation().why()).contains(rule);
    assertThat(failure.explanation().id()).isEqualTo("value-malformed");
  }

  @Test
  @Timeout(10)
  void refuses_a_file_that_has_no_end() {
    var failure = failure(Map.of(Input.ROLE_TO_ASSUME, ROLE, Input.TRUST_POLICY, "/dev/zero"));

    assertThat(failure.explanation().id()).isEqualTo("input-file-unreadable");
    assertThat(failure.explanation().why()).contains("no regular file");
  }

  private String id(Map<Input, String> given) {
    return failure(given).explanation().id();
  }

  private Failure failure(Map<Input, String> given) {
    return catchThrowableOfType(FailureException.class, () -> read(given)).failure();
  }

  private static Map<Input, String> and(Map<Input, String> inputs, Input input, String value) {
    var all = new EnumMap<Input, String>(inputs);
    all.put(input, value);
    return all;
  }

  private IdentityRequest read(Map<Input, String> given) {
    return read(given, Optional.ofNullable(given.get(Input.ROLE_TO_ASSUME)));
  }

  private IdentityRequest read(Map<Input, String> given, Optional<String> role) {
    return new IdentityRequestReader(
            Inputs.of(given, Map.of()), RunnerEnvironment.from(Map.of()), folder)
        .read(new AwsRegion("eu-west-3"), Optional.empty(), role);
  }
}
