package io.github.ecrpush.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.dockerfile.BaseImages.Known;
import io.github.ecrpush.dockerfile.BaseImages.Unknown;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseImagesTest {

  private static final String PINNED = "alpine@sha256:" + "a".repeat(64);

  @Test
  void are_behind_from_and_where_files_are_copied_or_mounted_from() {
    assertThat(
            bases(
                """
                # syntax=docker/dockerfile:1
                ARG VERSION=21
                FROM eclipse-temurin:${VERSION} AS build
                COPY --from=busybox:1 /bin/busybox /bin/
                RUN --mount=type=bind,from=golang:1.25,target=/go make
                ADD --checksum=sha256:abc https://example.com/a /a
                FROM %s AS base
                FROM scratch
                COPY --from=build /app /app
                COPY --from=1 /etc /etc
                """
                    .formatted(PINNED),
                Optional.empty()))
        .isEqualTo(
            new Known(Set.of("eclipse-temurin:21", "busybox:1", "golang:1.25"), Set.of(PINNED)));
  }

  @Test
  void are_those_of_the_stage_that_is_built() {
    var text = "FROM one AS a\nFROM two AS b\nADD https://example.com /x\nFROM three\n";
    assertThat(bases(text, Optional.of("a"))).isEqualTo(new Known(Set.of("one"), Set.of()));
    assertThat(bases(text, Optional.empty())).isEqualTo(new Known(Set.of("three"), Set.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM alpine:$VERSION",
        "FROM ${BASE}",
        "ARG BASE\nFROM ${BASE:-}",
        "FROM alpine\nCOPY --from=$X /a /b",
        "FROM alpine\nADD https://example.com/a /a",
        "FROM alpine\nADD --chown=1 [\"git@github.com:a/b.git\", \"/a\"]",
        "FROM alpine\nADD $URL /a",
        "RUN no from",
        ""
      })
  void are_not_known_when_a_name_is_not_or_something_else_is_fetched(String text) {
    assertThat(bases(text, Optional.empty())).isInstanceOf(Unknown.class);
  }

  @Test
  void are_not_known_of_a_stage_that_is_not_there() {
    assertThat(bases("FROM alpine AS a", Optional.of("b")))
        .isEqualTo(new Unknown("The Dockerfile has no stage `b`."));
  }

  private static BaseImages bases(String text, Optional<String> target) {
    return Dockerfile.read(text, Map.of()).bases(target);
  }
}
