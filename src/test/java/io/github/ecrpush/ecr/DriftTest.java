package io.github.ecrpush.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.ecr.settings.PolicyMeaning;
import io.github.ecrpush.json.Json;
import org.junit.jupiter.api.Test;

class DriftTest {

  private static final String KEY = "arn:aws:kms:eu-west-3:123456789012:key/";

  @Test
  void shows_of_long_texts_where_they_differ() {
    var one = "KMS with " + KEY + "55555555-5555-5555-5555-555555555555";
    var other = "KMS with " + KEY + "55555555-5555-5555-5555-555555554444";

    var drift = new Drift(Setting.ENCRYPTION, one, other, false);

    assertThat(drift.found()).startsWith("…").endsWith("-555555555555");
    assertThat(drift.wished()).startsWith("…").endsWith("-555555554444");
  }

  @Test
  void shows_both_the_end_of_a_text_and_what_goes_beyond_it() {
    var drift =
        new Drift(
            Setting.LIFECYCLE_POLICY, "a".repeat(200), "a".repeat(200) + "b".repeat(200), false);

    assertThat(drift.found()).isEqualTo("…" + "a".repeat(80));
    assertThat(drift.wished()).isEqualTo("…" + "a".repeat(20) + "b".repeat(60) + "…");
  }

  @Test
  void says_of_a_policy_what_is_more_and_what_is_missing() {
    var found = policy("\"210987654321\", \"444444444444\"");
    var wished = policy("\"arn:aws:iam::210987654321:root\", \"arn:aws:iam::333333333333:root\"");

    assertThat(PolicyMeaning.beyond(Json.parse(wished), Json.parse(found)))
        .isEqualTo("Pull: Principal AWS 333333333333");
    assertThat(PolicyMeaning.beyond(Json.parse(found), Json.parse(wished)))
        .isEqualTo("Pull: Principal AWS 444444444444");
  }

  @Test
  void says_nothing_of_a_statement_that_only_lacks_something() {
    var found = policy("\"210987654321\"");
    var wished = policy("\"210987654321\", \"333333333333\"");

    assertThat(PolicyMeaning.beyond(Json.parse(found), Json.parse(wished))).isEmpty();
  }

  @Test
  void shows_a_statement_that_is_new_as_it_is_and_another_version_by_its_number() {
    var found = "{\"Version\": \"2008-10-17\", \"Statement\": []}";
    var wished = policy("\"210987654321\"");

    assertThat(PolicyMeaning.beyond(Json.parse(wished), Json.parse(found)))
        .startsWith("Version 2012-10-17; {\"Sid\":\"Pull\",");
  }

  private static String policy(String accounts) {
    return """
    {"Version": "2012-10-17", "Statement": [{"Sid": "Pull", "Effect": "Allow",
      "Principal": {"AWS": [%s]}, "Action": "ecr:BatchGetImage"}]}
    """
        .formatted(accounts);
  }
}
