package io.github.ecrpush.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageNameTest {

  @ParameterizedTest
  @CsvSource({
    "alpine, docker.io, alpine",
    "alpine:3.22, docker.io, alpine",
    "team/app@sha256:0a, docker.io, team/app",
    "ghcr.io/team/app:1@sha256:0a, ghcr.io, team/app",
    "localhost/app, localhost, app",
    "registry:5000/app, registry:5000, app",
    "registry:5000/team/app:1, registry:5000, team/app",
    "123456789012.dkr.ecr.eu-west-3.amazonaws.com/base:1,"
        + " 123456789012.dkr.ecr.eu-west-3.amazonaws.com, base",
  })
  void is_a_registry_and_a_repository(String image, String host, String path) {
    assertThat(ImageName.of(image)).isEqualTo(new ImageName(host, path));
  }
}
