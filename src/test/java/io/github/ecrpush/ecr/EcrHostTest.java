package io.github.ecrpush.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.image.RegistryHost;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcrHostTest {

  @ParameterizedTest
  @CsvSource({
    "123456789012.dkr.ecr.eu-west-3.amazonaws.com, eu-west-3",
    "000000000001.dkr.ecr.us-gov-west-1.amazonaws.com, us-gov-west-1",
    "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com, us-east-1",
    "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn, cn-north-1",
    "123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov, us-iso-east-1",
    "123456789012.dkr.ecr.us-isob-east-1.sc2s.sgov.gov, us-isob-east-1",
    "123456789012.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk, eu-isoe-west-1",
    "123456789012.dkr.ecr.us-isof-south-1.csp.hci.ic.gov, us-isof-south-1",
    "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu, eusc-de-east-1",
    "123456789012.dkr-ecr.eu-west-3.on.aws, eu-west-3",
    "123456789012.dkr-ecr-fips.us-west-2.on.aws, us-west-2",
    "123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn, cn-north-1",
    "123456789012.DKR.ECR.EU-WEST-3.AMAZONAWS.COM, eu-west-3",
  })
  void knows_the_hosts_of_ecr(String host, String region) {
    var ecr = EcrHost.parse(new RegistryHost(host)).orElseThrow();

    assertThat(ecr.region().id()).isEqualTo(region);
    assertThat(host).startsWith(ecr.account().id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker.io",
        "ghcr.io",
        "localhost:5000",
        "127.0.0.1:5000",
        "[::1]:5000",
        "public.ecr.aws",
        "12345678901.dkr.ecr.eu-west-3.amazonaws.com",
        "x123456789012.dkr.ecr.eu-west-3.amazonaws.com",
        "123456789012.dkr.ecr.eu-west-3.amazonaws.com.evil.example",
        "123456789012.dkr.ecr.eu-west-3.evil.example",
        "123456789012.dkr.ecr.eu-west-3.amazonaws.com:5000",
        "123456789012.dkr.ecr.evil.amazonaws.com",
        "123456789012.dkr.ecr.cn-north-1.amazonaws.com",
        "123456789012.dkr.ecr.eu-west-3",
        "123456789012.dkr-ecr.eu-west-3.amazonaws.com",
        "a.123456789012.dkr.ecr.eu-west-3.amazonaws.com",
        "123456789012.dkr.s3.eu-west-3.amazonaws.com"
      })
  void takes_no_other_host_for_one_of_ecr(String host) {
    assertThat(EcrHost.parse(new RegistryHost(host))).isEmpty();
  }
}
