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
    "Registry/app, Registry, app",
    "registry:5000/app, registry:5000, app",
    "registry:5000/team/app:1, registry:5000, team/app",
    "123456789012.dkr.ecr.eu-west-3.amazonaws.com/base:1,"
        + " 123456789012.dkr.ecr.eu-west-3.amazonaws.com, base",
  })
  void is_a_registry_and_a_repository(String image, String host, String path) {
    assertThat(ImageName.of(image)).isEqualTo(new ImageName(host, path));
  }

  @ParameterizedTest
  @CsvSource({
    "alpine, docker.io/library/alpine:latest",
    "alpine:3.22, docker.io/library/alpine:3.22",
    "docker:28, docker.io/library/docker:28",
    "docker.io/docker, docker.io/library/docker:latest",
    "docker.io/library/alpine:3.22, docker.io/library/alpine:3.22",
    "team/team, docker.io/team/team:latest",
    "alpine@sha256:0a, docker.io/library/alpine@sha256:0a",
    "alpine:3.22@sha256:0a, docker.io/library/alpine:3.22@sha256:0a",
    "registry:5000/app, registry:5000/app:latest",
    "localhost/app:1, localhost/app:1",
  })
  void can_be_completed(String image, String completed) {
    assertThat(ImageName.completed(image)).isEqualTo(completed);
  }
}
