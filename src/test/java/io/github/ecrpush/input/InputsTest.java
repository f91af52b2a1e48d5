package io.github.ecrpush.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.failure.FailureException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputsTest {

  @Test
  void prefers_what_was_given_to_a_variable_and_a_variable_to_the_default() {
    var environment = Map.of("AWS_REGION", "eu-west-3", "REGION", "us-east-1", "ECR_REPO", " ");

    assertThat(
            Inputs.of(Map.of(Input.AWS_REGION, "eu-north-1"), environment).text(Input.AWS_REGION))
        .isEqualTo("eu-north-1");
    assertThat(Inputs.of(Map.of(), environment).text(Input.AWS_REGION)).isEqualTo("eu-west-3");
    assertThat(Inputs.of(Map.of(), Map.of("REGION", "us-east-1")).text(Input.AWS_REGION))
        .isEqualTo("us-east-1");
    assertThat(Inputs.of(Map.of(), environment).text(Input.CONTEXT)).isEqualTo(".");
    assertThat(Inputs.of(Map.of(), environment).wish(Input.REPOSITORY)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_ACCOUNT_ID, REGISTRY_ID",
    "ACCOUNT_ID, REGISTRY_ID",
    "AWS_REGION, AWS_REGION",
    "REGION, AWS_REGION",
    "ECR_REPO, REPOSITORY",
    "REPO_NAME, REPOSITORY",
    "IMAGE_TAG, TAGS"
  })
  void reads_the_variables_that_serve_both_doors(String variable, Input input) {
    assertThat(Inputs.of(Map.of(), Map.of(variable, "value")).text(input)).isEqualTo("value");
  }

  @Test
  void keeps_the_blanks_that_a_document_begins_with() {
    var given = Map.of(Input.REGISTRY_AUTH, "  - a: b\n    c: d", Input.TARGET, "  last ");

    assertThat(Inputs.of(given, Map.of()).text(Input.REGISTRY_AUTH)).startsWith("  - a");
    assertThat(Inputs.of(given, Map.of()).text(Input.TARGET)).isEqualTo("last");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "1", "on", "tRUE"})
  void refuses_a_switch_that_yaml_would_not_know(String written) {
    var inputs = Inputs.of(Map.of(Input.PULL, written), Map.of());

    assertThatThrownBy(() -> inputs.isOn(Input.PULL))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("`pull`");
  }

  @Test
  void reads_switches_and_choices() {
    var inputs =
        Inputs.of(Map.of(Input.PULL, "True", Input.PUSH, "Auto", Input.NETWORK, "none"), Map.of());

    assertThat(inputs.isOn(Input.PULL)).isTrue();
    assertThat(inputs.isOn(Input.NO_CACHE)).isFalse();
    assertThat(inputs.choice(Input.PUSH)).isEqualTo("auto");
    assertThat(inputs.choice(Input.NETWORK)).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource({"90s, 90", "15m, 900", "1h30m, 5400", "45, 45", "1h1s, 3601"})
  void reads_lengths_of_time(String written, long seconds) {
    assertThat(Inputs.of(Map.of(Input.TIMEOUT, written), Map.of()).time(Input.TIMEOUT))
        .contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "0s", "-5s", "5 m", "1d", "m", "99999999999999999999", "soon", "1.5h"})
  void refuses_what_is_no_length_of_time(String written) {
    var inputs = Inputs.of(Map.of(Input.TIMEOUT, written), Map.of());

    assertThatThrownBy(() -> inputs.time(Input.TIMEOUT)).isInstanceOf(FailureException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"899", "43201", "an hour", "3600.0", ""})
  void refuses_a_number_out_of_range_but_takes_the_default_for_nothing(String written) {
    var inputs = Inputs.of(Map.of(Input.ROLE_DURATION_SECONDS, written), Map.of());

    if (written.isEmpty()) {
      assertThat(inputs.number(Input.ROLE_DURATION_SECONDS)).isEqualTo(3600);
    } else {
      assertThatThrownBy(() -> inputs.number(Input.ROLE_DURATION_SECONDS))
          .isInstanceOf(FailureException.class);
    }
  }

  @Test
  void splits_pairs_at_the_first_equals_sign_only() {
    var inputs = Inputs.of(Map.of(Input.LABELS, "a=b=c\nempty=\nspaced = x"), Map.of());

    assertThat(inputs.pairs(Input.LABELS))
        .containsExactly(Map.entry("a", "b=c"), Map.entry("empty", ""), Map.entry("spaced", " x"));
  }

  @Test
  void does_not_show_a_pair_that_may_be_a_secret() {
    var inputs = Inputs.of(Map.of(Input.SECRETS, "hunter2"), Map.of());

    assertThatThrownBy(() -> inputs.pairs(Input.SECRETS))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().toString()).doesNotContain("hunter2"));
  }

  @ParameterizedTest
  @CsvSource({
    "REPOSITORY, 210987654321.dkr.ecr.eu-west-3.amazonaws.com/app",
    "ROLE_TO_ASSUME, arn:aws:iam::210987654321:role/ci",
    "ROLE_CHAIN, arn:aws:iam::210987654321:role/ci",
    "INLINE_SESSION_POLICY, '{\"Resource\": \"arn:aws:ecr:*:210987654321:repository/*\"}'",
    "MANAGED_SESSION_POLICIES, arn:aws:iam::210987654321:policy/push",
    "REGISTRY_ID, 210987654321",
    "REGISTRY, 210987654321.dkr.ecr.eu-west-3.amazonaws.com",
    "ALSO_PUSH_TO, 'registry-id=210987654321,aws-region=eu-west-1'",
    "ALLOWED_ACCOUNT_IDS, '123, 210987654321'",
    "PULL_FROM, 'lambda, 210987654321'",
    "KMS_KEY, arn:aws:kms:eu-west-3:210987654321:key/a"
  })
  void knows_the_account_numbers_of_all_that_name_some(Input input, String value) {
    assertThat(Inputs.of(Map.of(input, value), Map.of()).accountNumbers())
        .containsExactly("210987654321");
  }
}
