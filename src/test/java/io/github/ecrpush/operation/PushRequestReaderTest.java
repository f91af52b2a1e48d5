package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.testing.KnownCommit;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushRequestReaderTest {

  private static final String URI = "123456789012.dkr.ecr.eu-west-3.amazonaws.com/team/app";

  private static final String NO_COMMIT = "";

  @TempDir private Path folder;

  @Test
  void takes_account_and_region_from_the_repository() {
    var request = read(Map.of(Input.REPOSITORY, URI, Input.TAGS, "1"));

    assertThat(request.images().getFirst().repository()).contains(new RepositoryPath("team/app"));
    var target = (Target.Ecr) request.targets().getFirst();
    assertThat(target.region()).isEqualTo(new AwsRegion("eu-west-3"));
    assertThat(target.account()).contains(new AwsAccount("123456789012"));
  }

  @Test
  void refuses_a_repository_in_another_region_than_the_one_that_is_named() {
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() ->
            read(Map.of(Input.REPOSITORY, URI, Input.AWS_REGION, "us-east-1", Input.TAGS, "1")));
  }

  @Test
  void takes_account_and_region_of_a_further_target_from_its_repository() {
    var request =
        read(
            Map.of(
                Input.REPOSITORY,
                URI,
                Input.ALSO_PUSH_TO,
                "repository=arn:aws:ecr:us-east-1:210987654321:repository/mirror",
                Input.TAGS,
                "1"));

    assertThat(request.targets())
        .extracting(Target::name)
        .containsExactly("123456789012/eu-west-3", "210987654321/us-east-1/mirror");
  }

  @Test
  void refuses_a_repository_in_another_registry_than_the_one_that_is_named() {
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(
            () -> read(Map.of(Input.REPOSITORY, URI, Input.REGISTRY, "ghcr.io", Input.TAGS, "1")));
  }

  @Test
  void needs_a_tag_only_for_those_who_look_at_tags() {
    var given = Map.of(Input.REPOSITORY, URI);

    assertThat(failure(given, NO_COMMIT).explanation().id()).isEqualTo("tag-missing");
    assertThat(reader(given, NO_COMMIT).image("", false).tags()).isEmpty();
  }

  @Test
  void takes_no_tag_from_what_is_no_commit() {
    var given = Map.of(Input.REPOSITORY, URI);

    assertThat(read(given, "abc").images().getFirst().tags()).containsExactly(new Tag("abc"));
    assertThat(failure(given, "no commit").explanation().id()).isEqualTo("commit-is-no-tag");
  }

  @Test
  void takes_a_platform_that_is_named_twice_for_one() {
    var given = new EnumMap<>(Map.of(Input.REPOSITORY, URI, Input.TAGS, "1"));

    given.put(Input.PLATFORMS, "linux/amd64\nlinux/x86_64");
    assertThat(read(given).images().getFirst().build().platform())
        .contains(Platform.parse("linux/amd64"));
    given.put(Input.PLATFORMS, "linux/amd64,linux/arm64");
    assertThat(failure(given, NO_COMMIT).explanation().id()).isEqualTo("one-platform");
  }

  @Test
  void refuses_two_contexts_for_one_image_in_other_words() {
    var contexts = "alpine=one\ndocker.io/library/alpine:latest=two";
    var given = Map.of(Input.REPOSITORY, URI, Input.TAGS, "1", Input.BUILD_CONTEXTS, contexts);

    assertThat(failure(given, NO_COMMIT).explanation().why())
        .contains("`alpine` stands in it twice");
  }

  @Test
  void refuses_a_policy_for_pulling_that_is_too_long_at_one_of_the_targets() {
    var accounts =
        IntStream.range(0, 110).mapToObj("%012d"::formatted).collect(Collectors.joining("\n"));
    var given =
        Map.of(Input.REPOSITORY, URI, Input.TAGS, "1", Input.PULL_FROM, accounts + "\nlambda");
    var further = new EnumMap<>(given);
    further.put(Input.REGIONS, "us-isob-east-1");

    assertThat(read(given).targets()).hasSize(1);
    var failure = failure(further, NO_COMMIT);
    assertThat(failure.explanation().what()).contains("`pull-from`");
    assertThat(failure.explanation().why()).contains("up to 10240 characters, but this has 1");
  }

  private Failure failure(Map<Input, String> given, String commit) {
    return catchThrowableOfType(FailureException.class, () -> read(given, commit)).failure();
  }

  private PushRequest read(Map<Input, String> given) {
    return read(given, NO_COMMIT);
  }

  private PushRequest read(Map<Input, String> given, String commit) {
    return PushRequestReader.together(
        Inputs.of(given, Map.of()), List.of(reader(given, commit).image("", true)));
  }

  private PushRequestReader reader(Map<Input, String> given, String commit) {
    var inputs = Inputs.of(given, Map.of());
    return new PushRequestReader(
        inputs,
        RunnerEnvironment.from(Map.of()),
        KnownCommit.naming(inputs, commit),
        new BuildRequestReader(inputs, Map.of(), folder),
        new RepositoryWishReader(inputs, folder));
  }
}
