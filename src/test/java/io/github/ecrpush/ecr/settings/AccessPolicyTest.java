package io.github.ecrpush.ecr.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPolicyTest {

  private static final AwsAccount OURS = new AwsAccount("123456789012");
  private static final AwsRegion PARIS = new AwsRegion("eu-west-3");

  @Test
  void lets_accounts_lambda_and_an_organisation_pull_and_nothing_else() {
    var policy = PullFrom.parse(List.of("210987654321", "lambda", "o-a1b2c3d4e5"));

    assertThat(policy.documentFor(OURS, PARIS))
        .isEqualTo(
            Json.parse(
                """
                {"Version": "2012-10-17", "Statement": [
                  {"Sid": "PullFromAccounts", "Effect": "Allow",
                   "Principal": {"AWS": ["arn:aws:iam::210987654321:root"]},
                   "Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage",
                              "ecr:GetDownloadUrlForLayer"]},
                  {"Sid": "PullFromLambda", "Effect": "Allow",
                   "Principal": {"Service": "lambda.amazonaws.com"},
                   "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                   "Condition": {"ArnLike": {"aws:SourceArn": [
                     "arn:aws:lambda:eu-west-3:123456789012:function:*",
                     "arn:aws:lambda:eu-west-3:210987654321:function:*"]}}},
                  {"Sid": "PullFromOrganisation", "Effect": "Allow", "Principal": "*",
                   "Action": ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage",
                              "ecr:GetDownloadUrlForLayer"],
                   "Condition": {"StringEquals": {"aws:PrincipalOrgID": ["o-a1b2c3d4e5"]}}}]}
                """));
  }

  @Test
  void names_principals_of_the_partition() {
    var policy = PullFrom.parse(List.of("210987654321"));

    assertThat(Json.write(policy.documentFor(OURS, new AwsRegion("cn-north-1"))))
        .contains("arn:aws-cn:iam::210987654321:root");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1234", "Lambda", "o-", "o-SHOUTING123", "ou-abcd-12345678", "*"})
  void refuses_whoever_cannot_be_named(String word) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PullFrom.parse(List.of(word)))
        .withMessageContaining("but this is `" + word + "`");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not json | this is not JSON",
        "[] | a JSON object with a list `Statement`",
        "{} | a JSON object with a list `Statement`",
        "{'Statement': {'Effect': 'allow'}} | `Statement[0]` has an `Effect`",
        "{'Statement': [{'Effect': 'Allow', 'Action': 'ecr:*'}]} | either a `Principal` or",
        "{'Statement': [{'Effect': 'Allow', 'Principal': '*'}]} | either a `Action` or"
      })
  void refuses_what_is_no_policy(String text, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccessPolicy.parse(text.replace('\'', '"')))
        .withMessageContaining(rule);
  }

  @Test
  void refuses_a_policy_that_is_too_long() {
    var text =
        "{\"Statement\": {\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"%s\"}}"
            .formatted("a".repeat(10_240));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AccessPolicy.parse(text))
        .withMessageContaining("up to 10240 characters");
  }

  @Test
  void compares_policies_by_what_they_mean() {
    var written =
        Json.parse(
            """
            {"Version": "2012-10-17", "Statement": [
              {"Sid": "a", "Effect": "Allow", "Principal": {"AWS": "210987654321"},
               "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
               "Condition": {"Bool": {"aws:SecureTransport": true}}},
              {"Sid": "b", "Effect": "Deny", "Principal": "*", "Action": "ecr:PutImage"}]}
            """);
    var answered =
        Json.parse(
            """
            {"Statement": [
              {"Action": ["ecr:putimage"], "Principal": {"AWS": ["*"]}, "Effect": "Deny", "Sid": "b"},
              {"Sid": "a", "Effect": "Allow",
               "Principal": {"AWS": ["arn:aws:iam::210987654321:root"]},
               "Action": ["ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
               "Condition": {"Bool": {"AWS:SecureTransport": "true"}}}],
             "Version": "2012-10-17"}
            """);
    var other = Json.parse(Json.write(answered).replace("210987654321", "123456789012"));

    assertThat(PolicyMeaning.isSame(written, answered)).isTrue();
    assertThat(PolicyMeaning.isSame(written, other)).isFalse();
    assertThat(PolicyMeaning.beyond(written, other))
        .contains("210987654321")
        .doesNotContain("Deny");
    assertThat(PolicyMeaning.isSame(written, new JsonTree("no document"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "KMS, , KMS, arn:aws:kms:eu-west-3:123456789012:key/1-2, true",
    "KMS, 1-2, KMS, arn:aws:kms:eu-west-3:123456789012:key/1-2, true",
    "KMS, 2, KMS, arn:aws:kms:eu-west-3:123456789012:key/1-2, false",
    "KMS, alias/x, KMS, arn:aws:kms:eu-west-3:123456789012:key/1-2, true",
    "KMS, alias/x, AES256, , false",
    "AES256, , KMS, arn:aws:kms:eu-west-3:123456789012:key/1-2, false",
    "AES256, , AES256, , true"
  })
  void compares_encryptions(
      Encryption.Type wished,
      String wishedKey,
      Encryption.Type found,
      String foundKey,
      boolean met) {
    var wish = new Encryption(wished, Optional.ofNullable(wishedKey));

    assertThat(wish.isMetBy(new Encryption(found, Optional.ofNullable(foundKey)))).isEqualTo(met);
  }

  @Test
  void refuses_encryptions_and_tags_that_ecr_refuses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Encryption(Encryption.Type.AES256, Optional.of("alias/x")));
    assertThatIllegalArgumentException().isThrownBy(() -> new RepositoryTags(Map.of("aws:x", "")));
    assertThatIllegalArgumentException().isThrownBy(() -> new RepositoryTags(Map.of("", "x")));
    assertThatIllegalArgumentException().isThrownBy(() -> new RepositoryTags(Map.of("a;b", "x")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RepositoryTags(Map.of("a", "x".repeat(257))));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RepositoryTags(Map.of("k".repeat(129), "x")));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new RepositoryTags(
                IntStream.range(0, 51).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"))));
  }
}
