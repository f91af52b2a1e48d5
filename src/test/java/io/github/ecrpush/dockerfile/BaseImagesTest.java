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
        "FROM alpine\nADD app-$URL /a",
        "FROM alpine\nADD https:/$URL /a",
        "FROM alpine\nADD git@host.$URL /a",
        "FROM alpine\nADD 'https://example.com/a' /a",
        "FROM alpine\nADD \"https://example.com/a\" /a",
        "FROM alpine\nADD ht\\tps://example.com/a /a",
        "FROM alpine\nADD [\"https://example.com/a\", \"/a\"]",
        "FROM alpine\nADD [\"http\\u003a//example.com/a\", \"/a\"]",
        "FROM alpine\nADD deploy@host:x.git /a",
        "FROM alpine\nADD --checksum= https://example.com/a /a",
        "FROM alpine\nADD --checksum=$SUM https://example.com/a /a",
        "FROM alpine\nRUN cat <<EOF\nFROM scratch",
        "FROM alpine:${TARGETARCH:-arm}",
        "FROM alpine:${TARGETVARIANT:+x}",
        "FROM alpine:${BUILDOS-x}",
        "ARG TARGETARCH=arm\nFROM alpine:$TARGETARCH",
        "ARG A=${TARGETVARIANT}\nFROM alpine:1${A:+-variant}",
        "RUN no from",
        ""
      })
  void are_not_known_when_a_name_is_not_or_something_else_is_fetched(String text) {
    assertThat(bases(text, Optional.empty())).isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RUN echo \"usage: cat <<EOF\"\nCOPY --from=moving:1 /b /b\nRUN <<EOF\ntrue\nEOF",
        "RUN echo $((1<<N))\nCOPY --from=moving:1 /b /b\nN\n",
        "COPY <<END-OF-FILE /Dockerfile\nFROM scratch\nEND-OF-FILE\nCOPY --from=moving:1 /b /b",
        "RUN --mount=type=bind,From=moving:1,target=/m ls",
        "RUN --mount=type=bind,\"from=moving:1\",target=/m ls",
        "RUN --mount=\"from=moving:1,target=/m\" ls",
        "RUN --network=none --mount=type=cache,target=/c --mount='from=moving:1,target=/m' ls",
        "RUN --mount=type=bind,target=/m\\,from=moving:1 ls",
        "COPY --link --from=moving:1 /b /b",
        "COPY --from=\"moving:1\" /b /b",
        "COPY --chown=\"a b\" --from=moving:1 /b /b",
        "COPY --from=moving:1 [\"/b\", \"/b\"]",
        "# a comment\rFROM scratch\nCOPY --from=moving:1 /b /b",
        "RUN ls \\\u00a0\nCOPY --from=moving:1 /b /b",
      })
  void are_found_where_an_instruction_is_written_in_another_way(String text) {
    assertThat(bases("FROM %s\n%s\n".formatted(PINNED, text), Optional.empty()))
        .isEqualTo(new Known(Set.of("moving:1"), Set.of(PINNED)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM \"moving:1\"",
        "FROM mov'ing':1 AS a",
        "FROM mov\\ing:1",
        "FROM --platform=\"linux/amd64\" moving:1",
        "ARG A=\"moving:1\" B='c d'\nFROM ${A}",
        "ARG A=${B:-\"mov${C:-ing}\"}\nFROM ${A}:1",
        "ARG TARGETSTAGE\nFROM moving:${TARGETARCH}${B+x}",
        "# escape=`\nFROM mov`ing:1",
        "# other=1\n# escape=`\nFROM moving:1\nRUN ls \\\nFROM scratch",
      })
  void are_read_without_quotes_and_escapes(String text) {
    var arguments = Map.of("TARGETARCH", "1");

    assertThat(Dockerfile.read(text, arguments).bases(Optional.empty()))
        .isEqualTo(new Known(Set.of("moving:1"), Set.of()));
  }

  @Test
  void are_also_those_of_what_the_stage_that_one_begins_with_has_it_do() {
    var begin = "FROM one AS p\nONBUILD ";

    assertThat(bases(begin + "COPY --from=two /b /b\nFROM p", Optional.empty()))
        .isEqualTo(new Known(Set.of("one", "two"), Set.of()));
    assertThat(bases(begin + "RUN --mount=from=two ls <<EOF\nX\nEOF\nFROM p", Optional.empty()))
        .isEqualTo(new Known(Set.of("one", "two"), Set.of()));
    assertThat(bases(begin + "ADD https://example.com /b\nFROM p", Optional.empty()))
        .isInstanceOf(Unknown.class);
    assertThat(bases(begin + "ADD https://example.com /b", Optional.empty()))
        .isEqualTo(new Known(Set.of("one"), Set.of()));
  }

  @Test
  void are_images_where_a_mount_names_a_number() {
    assertThat(bases("FROM one\nRUN --mount=from=0 ls", Optional.empty()))
        .isEqualTo(new Known(Set.of("one", "0"), Set.of()));
    assertThat(bases("FROM one AS a\nFROM two\nCOPY --from=A /b /b", Optional.empty()))
        .isEqualTo(new Known(Set.of("two", "one"), Set.of()));
  }

  @Test
  void are_certain_where_a_variable_ends_a_path() {
    assertThat(bases("FROM one\nADD root-${TARGETARCH}.tar a$BUILDOS $HOME/", Optional.empty()))
        .isInstanceOf(BaseImages.Known.class);
    assertThat(bases("FROM one\nADD a-$TARGETARCHIVE /", Optional.empty()))
        .isInstanceOf(BaseImages.Unknown.class);
    assertThat(bases("FROM one\nADD target/$NAME ./${NAME}.jar a.$X /b/", Optional.empty()))
        .isEqualTo(new Known(Set.of("one"), Set.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# syntax=team/frontend\nFROM one",
        "# syntax=notdocker/dockerfile:1\nFROM one",
        "# syntax=team/xdocker/dockerfile\nFROM one",
        "#!/usr/bin/env docker\n# syntax=team/frontend\nFROM one",
        "//syntax=team/frontend\nFROM one",
        "{\"syntax\": \"team/frontend\"}",
      })
  void are_not_known_where_another_program_reads_the_dockerfile(String text) {
    assertThat(bases(text, Optional.empty())).isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"docker/dockerfile:1", "registry.example/hub/docker/dockerfile:1.7-labs"})
  void are_known_where_docker_reads_it(String syntax) {
    assertThat(bases("# syntax=" + syntax + "\nFROM one", Optional.empty()))
        .isEqualTo(new Known(Set.of("one"), Set.of()));
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
