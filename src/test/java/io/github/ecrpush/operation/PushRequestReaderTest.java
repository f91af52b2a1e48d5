package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushRequestReaderTest {

  private static final String URI = "123456789012.dkr.ecr.eu-west-3.amazonaws.com/team/app";

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

  private PushRequest read(Map<Input, String> given) {
    var inputs = Inputs.of(given, Map.of());
    var builds = new BuildRequestReader(inputs, Map.of(), folder);
    return new PushRequestReader(
            inputs,
            RunnerEnvironment.from(Map.of()),
            new Commit("", Optional.empty()),
            builds,
            new RepositoryWishReader(inputs, folder))
        .read();
  }
}
