package io.github.ecrpush.aws;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class AwsFailuresTest {

  @Test
  void says_that_the_region_is_missing() {
    assertGolden(AwsFailures.regionMissing().failure());
  }

  @Test
  void says_that_the_region_is_unknown_and_which_one_may_be_meant() {
    assertGolden(AwsFailures.regionUnknown("eu-wset-3").failure());
    assertGolden(AwsFailures.regionUnknown("Frankfurt").failure(), "far");
  }

  @Test
  void says_that_an_account_has_twelve_digits() {
    assertGolden(AwsFailures.accountMalformed("12345678901").failure());
  }

  @Test
  void says_how_a_role_is_named() {
    assertGolden(AwsFailures.roleMalformed("arn:aws:iam::123456789012:user/ci").failure());
  }

  @Test
  void says_that_a_bare_role_needs_an_account() {
    assertGolden(AwsFailures.roleWithoutAccount("ci").failure());
    assertGolden(
        AwsFailures.roleElsewhere(
                new RoleArn("aws", new AwsAccount("123456789012"), "ci"),
                new AwsRegion("cn-north-1"))
            .failure());
  }

  @Test
  void says_what_a_session_name_may_hold() {
    assertGolden(AwsFailures.sessionNameMalformed("build of café").failure());
  }

  @Test
  void says_how_long_credentials_may_last() {
    assertGolden(AwsFailures.durationOutOfRange(Duration.ofSeconds(60)).failure());
  }

  @Test
  void says_that_an_endpoint_is_no_address() {
    assertGolden(AwsFailures.endpointMalformed("AWS_ENDPOINT_URL_STS").failure());
  }

  @Test
  void says_that_there_are_no_credentials_at_all() {
    assertGolden(AwsFailures.noCredentials(SdkClientException.create("none")).failure());
  }

  @Test
  void says_what_is_wrong_with_a_profile() {
    assertGolden(
        AwsFailures.profileUnusable(
                "my deploy", "Its `source_profile` is `work`, which leads back to itself.")
            .failure());
  }

  @Test
  void says_how_to_use_a_profile_that_needs_a_person() {
    assertGolden(AwsFailures.profileNeedsLogin("work").failure());
  }

  @Test
  void says_that_a_token_file_cannot_be_read() {
    assertGolden(
        AwsFailures.tokenFileUnreadable(
                "Could not assume the role `arn:aws:iam::123456789012:role/ci` of `AWS_ROLE_ARN`.",
                Path.of("/run/token"),
                "It is empty.")
            .failure());
  }

  @Test
  void says_that_profiles_cannot_be_read() {
    assertGolden(
        AwsFailures.profilesUnreadable(
                Path.of("/home/me/.aws/config"),
                new IllegalArgumentException("Profile definition must end with ']' on line 3"))
            .failure());
  }

  @Test
  void says_that_the_account_is_not_allowed() {
    assertGolden(
        AwsFailures.accountNotAllowed(
                new AwsAccount("123456789012"),
                "arn:aws:iam::123456789012:role/ci",
                List.of(new AwsAccount("210987654321"), new AwsAccount("000000000001")))
            .failure());
  }
}
