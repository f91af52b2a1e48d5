package io.github.ecrpush.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.failure.FailureException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/// Regions, accounts, roles and session names.
class AwsNamesTest {

  private static final AwsRegion PARIS = new AwsRegion("eu-west-3");
  private static final Optional<AwsAccount> ACCOUNT = Optional.of(new AwsAccount("012345678901"));

  @ParameterizedTest
  @CsvSource({
    "eu-west-3, aws, amazonaws.com, sts.amazonaws.com",
    "cn-north-1, aws-cn, amazonaws.com.cn, sts.amazonaws.com.cn",
    "us-gov-west-1, aws-us-gov, amazonaws.com, sts.amazonaws.com",
    "us-iso-east-1, aws-iso, c2s.ic.gov, sts.amazonaws.com",
    "us-isob-east-1, aws-iso-b, sc2s.sgov.gov, sts.amazonaws.com",
    "us-isof-south-1, aws-iso-f, csp.hci.ic.gov, sts.amazonaws.com",
    "eu-isoe-west-1, aws-iso-e, cloud.adc-e.uk, sts.amazonaws.com",
    "eusc-de-east-1, aws-eusc, amazonaws.eu, sts.amazonaws.com",
  })
  void knows_the_partition_of_a_region(
      String id, String partition, String suffix, String audience) {
    var region = AwsRegion.parse(id);

    assertThat(region.partition()).isEqualTo(partition);
    assertThat(region.dnsSuffix()).isEqualTo(suffix);
    assertThat(region.audience()).isEqualTo(audience);
  }

  @Test
  void agrees_with_the_sdk_on_the_partition_of_every_region() {
    for (var region : Region.regions()) {
      if (!region.isGlobalRegion()) {
        assertThat(new AwsRegion(region.id()).partition())
            .as(region.id())
            .isEqualTo(PartitionMetadata.of(region).id());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu-west-3", " us-east-1 ", "eu-west-9", "af-north-1", "xx-new-1"})
  void takes_regions_that_are_known_and_those_that_may_be_new(String text) {
    assertThat(AwsRegion.parse(text).id()).isEqualTo(text.strip());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eu-wset-3", "eu-wes-1", "us-easst-1", "EU-WEST-3", "eu_west_3", "Paris", "eu-west",
        "eu-west-", "eu--west-1", "eu-west-100", "eu-west-3a", "eu-west-3.evil.example", "-", "é"
      })
  void refuses_what_is_no_region_or_a_slip_of_the_pen(String text) {
    assertThat(id(() -> AwsRegion.parse(text))).isEqualTo("aws-region-unknown");
  }

  @Test
  void says_that_a_region_is_missing() {
    assertThat(id(() -> AwsRegion.parse("  "))).isEqualTo("aws-region-missing");
    assertThat(id(() -> AwsRegion.parse(Optional.empty()))).isEqualTo("aws-region-missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "12345678901", "1234567890123", "12345678901a", "１２３４５６７８９０１２"})
  void refuses_what_is_no_account(String text) {
    assertThat(id(() -> new AwsAccount(text))).isEqualTo("aws-account-malformed");
  }

  @Test
  void keeps_the_zeros_of_an_account() {
    assertThat(new AwsAccount("000000000001")).hasToString("000000000001");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::123456789012:role/ci, arn:aws:iam::123456789012:role/ci",
    "arn:aws-cn:iam::123456789012:role/team/ci, arn:aws-cn:iam::123456789012:role/team/ci",
    "ci, arn:aws:iam::012345678901:role/ci",
    "team/ci, arn:aws:iam::012345678901:role/team/ci",
    "role/ci, arn:aws:iam::012345678901:role/ci",
    "a+=._@-b, arn:aws:iam::012345678901:role/a+=._@-b",
  })
  void reads_a_role_by_its_arn_or_its_bare_name(String text, String arn) {
    assertThat(RoleArn.parse(text, PARIS, ACCOUNT)).hasToString(arn);
  }

  @Test
  void takes_the_partition_of_a_bare_name_from_the_region() {
    assertThat(RoleArn.parse("ci", new AwsRegion("cn-north-1"), ACCOUNT))
        .hasToString("arn:aws-cn:iam::012345678901:role/ci");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "arn:aws:iam::123456789012:user/ci",
        "arn:aws:iam::123456789012:role/",
        "arn:aws:iam:eu-west-3:123456789012:role/ci",
        "arn:aws:sts::123456789012:role/ci",
        "arn:aws:iam::123456789012",
        "two words",
        "rôle",
        "team/",
        "arn::iam::123456789012:role/ci",
        "arn:aws\u0007:iam::123456789012:role/ci"
      })
  void refuses_what_is_no_role(String text) {
    assertThat(id(() -> RoleArn.parse(text, PARIS, ACCOUNT))).isEqualTo("aws-role-malformed");
  }

  @Test
  void knows_how_long_a_role_may_be() {
    var longest = "p/".repeat(255) + "n".repeat(64);

    assertThat(RoleArn.parse(longest, PARIS, ACCOUNT).name()).isEqualTo(longest);
    for (var longer : List.of(longest + "n", "p/" + longest)) {
      assertThat(id(() -> RoleArn.parse(longer, PARIS, ACCOUNT))).isEqualTo("aws-role-malformed");
    }
  }

  @Test
  void refuses_a_role_in_a_malformed_account() {
    assertThat(id(() -> RoleArn.parse("arn:aws:iam::1:role/ci", PARIS, ACCOUNT)))
        .isEqualTo("aws-account-malformed");
  }

  @Test
  void asks_for_the_account_of_a_bare_name() {
    assertThat(id(() -> RoleArn.parse("ci", PARIS, Optional.empty())))
        .isEqualTo("aws-role-without-account");
  }

  @ParameterizedTest
  @CsvSource({
    "octo/app, 7, octo-app-7",
    "octo/app with space, 7, octo-app-with-space-7",
    "café/app, 7, caf--app-7",
    "'', 7, ecr-push",
    "octo/app, '', ecr-push",
  })
  void names_a_session_after_repository_and_run(String repository, String run, String name) {
    assertThat(SessionName.forRun(repository, run)).isEqualTo(name);
  }

  @Test
  void keeps_the_run_when_the_repository_is_too_long() {
    var name = SessionName.forRun("octo/" + "x".repeat(200), "12345678901");

    assertThat(name).hasSize(64).endsWith("x-12345678901");
    assertThat(SessionName.forRun("octo/app", "9".repeat(200))).hasSizeLessThanOrEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "two words", "é", "a:b"})
  void refuses_a_session_name_that_sts_would_refuse(String text) {
    assertThat(id(() -> SessionName.parse(text))).isEqualTo("aws-session-name-malformed");
    assertThat(id(() -> SessionName.parse("x".repeat(65)))).isEqualTo("aws-session-name-malformed");
  }

  @Test
  void takes_a_session_name_as_it_is() {
    assertThat(SessionName.parse("a_+=,.@-Z9")).isEqualTo("a_+=,.@-Z9");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, 899, 43_201})
  void refuses_credentials_that_last_too_short_or_too_long(long seconds) {
    assertThat(
            id(() ->
                new IdentityRequest.Session(
                    "ci",
                    Duration.ofSeconds(seconds),
                    Optional.empty(),
                    IdentityRequest.SessionPolicies.NONE,
                    IdentityRequest.SessionTags.NONE)))
        .isEqualTo("aws-duration-out-of-range");
  }

  private static String id(ThrowingCallable call) {
    return catchThrowableOfType(FailureException.class, call).failure().explanation().id();
  }
}
