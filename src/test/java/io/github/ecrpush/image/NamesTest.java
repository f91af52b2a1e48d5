package io.github.ecrpush.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"ab", "team/app", "a.b_c__d-e--f/1", "0/1"})
  void takes_repository_names_that_ecr_takes(String name) {
    assertThat(new RepositoryPath(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "a", "a//b", "/a", "a/", "-a", "a..b", "a___b", "../x", "a b", "é", "a:b", "a@b"
      })
  void refuses_repository_names_that_ecr_refuses(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> new RepositoryPath(name));
  }

  @Test
  void suggests_lower_case_where_that_is_all_that_is_wrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RepositoryPath("Team/App"))
        .withMessageContaining("did you mean `team/app`?");
  }

  @Test
  void refuses_a_repository_name_that_is_too_long() {
    assertThat(new RepositoryPath("a".repeat(256)).value()).hasSize(256);
    assertThatIllegalArgumentException().isThrownBy(() -> new RepositoryPath("a".repeat(257)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "1.0.0", "_", "A-b.c_d"})
  void takes_tags_that_registries_take(String tag) {
    assertThat(new Tag(tag)).hasToString(tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".a", "-a", "a b", "a/b", "ä", "a:b", "v1+2", "a\n"})
  void refuses_tags_that_registries_refuse(String tag) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Tag(tag));
  }

  @Test
  void refuses_a_tag_of_more_than_128_characters() {
    assertThat(new Tag("t".repeat(128)).value()).hasSize(128);
    assertThatIllegalArgumentException().isThrownBy(() -> new Tag("t".repeat(129)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "127.0.0.1:5000", "[::1]:5000", "A.dkr.ecr.eu-west-1.amazonaws.com"})
  void takes_registries_with_and_without_a_port(String host) {
    assertThat(new RegistryHost(host).value()).isEqualToIgnoringCase(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://x", "x/y", "x:", "x:abc", "user@x", "-x"})
  void refuses_what_is_no_registry(String host) {
    assertThatIllegalArgumentException().isThrownBy(() -> new RegistryHost(host));
  }

  @Test
  void reads_a_repository_as_ecr_answers_it() {
    var repository = Repository.parse("123456789012.dkr.ecr.eu-west-3.amazonaws.com/team/app");

    assertThat(repository.path()).hasToString("team/app");
    assertThat(repository.tagged(new Tag("1")))
        .hasToString("123456789012.dkr.ecr.eu-west-3.amazonaws.com/team/app:1");
    assertThat(repository.pinned(Digest.of(new byte[0])).toString())
        .startsWith("123456789012.dkr.ecr.eu-west-3.amazonaws.com/team/app@sha256:e3b0c4");
  }

  @ParameterizedTest
  @CsvSource({
    "linux/amd64, linux/amd64",
    "linux/x86_64, linux/amd64",
    "linux/aarch64, linux/arm64",
    "linux/arm64/v8, linux/arm64",
    "linux/arm/v7, linux/arm/v7",
    "linux/armhf, linux/arm/v7"
  })
  void calls_one_platform_by_one_name(String written, String normal) {
    assertThat(Platform.parse(written)).hasToString(normal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "linux", "linux/", "/amd64", "linux/arm/v7/x"})
  void refuses_what_is_no_platform(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Platform.parse(text));
  }
}
