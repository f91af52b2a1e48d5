package io.github.ecrpush.ecr;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RegistryHost;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryAddressTest {

  private static final String URI = "123456789012.dkr.ecr.eu-west-3.amazonaws.com/team/app";

  @ParameterizedTest
  @ValueSource(strings = {"team/app", "docker.io/library/alpine", "quay.io", "0/1"})
  void takes_a_name_as_it_is(String name) {
    var address = RepositoryAddress.parse(name);

    assertThat(address.path()).hasToString(name);
    assertThat(address.account()).isEmpty();
    assertThat(address.region()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "123456789012.dkr.ecr.eu-west-3.amazonaws.com/team/app, eu-west-3",
    "https://123456789012.dkr.ecr.eu-west-3.amazonaws.com/team/app, eu-west-3",
    "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com/team/app, us-east-1",
    "123456789012.dkr-ecr.eu-west-1.on.aws/team/app, eu-west-1",
    "123456789012.dkr-ecr-fips.us-gov-west-1.on.aws/team/app, us-gov-west-1",
    "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/team/app, cn-north-1",
    "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu/team/app, eusc-de-east-1",
    "arn:aws:ecr:eu-west-3:123456789012:repository/team/app, eu-west-3",
    "arn:aws-cn:ecr:cn-north-1:123456789012:repository/team/app, cn-north-1",
    "arn:aws-us-gov:ecr:us-gov-west-1:123456789012:repository/team/app, us-gov-west-1"
  })
  void takes_account_and_region_from_a_uri_or_an_arn(String written, String region) {
    assertThat(RepositoryAddress.parse(written).path()).hasToString("team/app");
    assertThat(RepositoryAddress.parse(written).account()).contains(new AwsAccount("123456789012"));
    assertThat(RepositoryAddress.parse(written).region()).contains(new AwsRegion(region));
  }

  @Test
  void asks_for_the_name_behind_a_registry() {
    var registry = "123456789012.dkr.ecr.eu-west-3.amazonaws.com";

    assertGolden(failure(() -> RepositoryAddress.parse(registry)));
    assertThat(failure(() -> RepositoryAddress.parse(registry + "/")).explanation().fix())
        .contains("repository: " + registry + "/team/app");
    assertThat(
            failure(() -> RepositoryAddress.parse("arn:aws:ecr:eu-west-3:123456789012:repository/"))
                .explanation()
                .fix())
        .contains("repository: arn:aws:ecr:eu-west-3:123456789012:repository/team/app");
  }

  @Test
  void explains_a_name_that_ecr_refuses() {
    assertGolden(failure(() -> RepositoryAddress.parse("City_Guided/API")));
    assertGolden(failure(() -> RepositoryAddress.parse(URI + ":1.0")), "uri");
    assertGolden(failure(() -> RepositoryAddress.parse("é")), "no-proposal");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12345.dkr.ecr.eu-west-3.amazonaws.com/app",
        "123456789012.dkr.ecr.eu-west-3.amazonaws.com.cn/app",
        "public.ecr.aws/alias/app",
        "localhost:5000/app",
        "https://ghcr.io/org/app"
      })
  void refuses_an_address_that_is_not_one_of_ecr(String written) {
    assertThat(failure(() -> RepositoryAddress.parse(written)).explanation().id())
        .isEqualTo("repository-host-unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:ecr:eu-west-3:123456789012:app",
        "arn:aws:s3:eu-west-3:123456789012:repository/app",
        "arn:aws:ecr:Paris:123456789012:repository/app",
        "arn:aws:ecr:eu-west-3:1:repository/app",
        "arn:aws:ecr:cn-north-1:123456789012:repository/app",
        "arn:aws:ecr"
      })
  void refuses_an_arn_that_is_not_one_of_a_repository(String written) {
    assertThat(failure(() -> RepositoryAddress.parse(written)).explanation().id())
        .isEqualTo("repository-arn-malformed");
  }

  @Test
  void explains_addresses_that_lead_nowhere() {
    assertGolden(failure(() -> RepositoryAddress.parse("public.ecr.aws/alias/app")));
    assertGolden(
        failure(() -> RepositoryAddress.parse("arn:aws:ecr:eu-west-3:123456789012:team/app")));
  }

  @Test
  void keeps_to_the_address_when_other_inputs_agree_or_are_silent() {
    var address = RepositoryAddress.parse(URI);

    assertThat(address.regionBeside(Optional.empty())).contains(new AwsRegion("eu-west-3"));
    assertThat(address.regionBeside(Optional.of(new AwsRegion("eu-west-3")))).isPresent();
    assertThat(address.accountBeside(Optional.empty())).contains(new AwsAccount("123456789012"));
    assertThatCode(() ->
            address.mustBeAt(new RegistryHost("123456789012.dkr.ecr-fips.eu-west-3.amazonaws.com")))
        .doesNotThrowAnyException();
  }

  @Test
  void refuses_another_region_account_or_registry_than_the_address_says() {
    var address = RepositoryAddress.parse(URI);

    assertGolden(failure(() -> address.regionBeside(Optional.of(new AwsRegion("us-east-1")))));
    assertGolden(
        failure(() -> address.accountBeside(Optional.of(new AwsAccount("210987654321")))),
        "account");
    assertGolden(
        failure(() -> address.mustBeAt(new RegistryHost("registry.example:5000"))), "registry");
  }

  private static Failure failure(ThrowingCallable call) {
    return catchThrowableOfType(FailureException.class, call).failure();
  }
}
