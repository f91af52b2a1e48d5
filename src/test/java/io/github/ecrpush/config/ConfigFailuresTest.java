package io.github.ecrpush.config;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFailuresTest {

  @TempDir private Path folder;

  @Test
  void says_which_file_cannot_be_read() {
    assertGolden(new ConfigFolder(folder).failure("ecr-push.yml", Map.of()));
  }

  @Test
  void says_that_a_file_is_not_in_the_workspace() {
    assertGolden(new ConfigFolder(folder).failure("../ecr-push.yml", Map.of()));
  }

  @Test
  void tells_one_mistake() {
    assertGolden(
        new ConfigFolder(folder)
            .with("ecr-push.yml", "images:\n  api:\n    repostory: team/api\n")
            .failure("ecr-push.yml", Map.of()));
  }

  @Test
  void says_that_there_are_more_mistakes_than_it_tells() {
    var fifty = new ConfigFolder(folder).with("ecr-push.yml", unknownKeys(50));
    assertThat(fifty.failure("ecr-push.yml", Map.of()).explanation().what())
        .endsWith(" has 50 mistakes.");

    var more = new ConfigFolder(folder).with("ecr-push.yml", unknownKeys(60));
    assertThat(more.failure("ecr-push.yml", Map.of()).explanation().what())
        .endsWith(" has more than 50 mistakes. These are 50 of them.");
    assertThat(more.mistakes("ecr-push.yml")).hasSize(50);
  }

  private static String unknownKeys(int number) {
    return "images: {a: }\n"
        + IntStream.range(0, number).mapToObj("key%d: 1\n"::formatted).collect(joining());
  }

  @Test
  void tells_several_mistakes() {
    assertGolden(
        new ConfigFolder(folder)
            .with(
                "ecr-push.yml",
                """
                variables:
                  ACCOUNT: {required: true}
                images:
                  api:
                    registry-id: ${ACCOUNT}
                    network: hots
                  web:
                    context: ../../other
                    build-contexts: {base: "image:bse"}
                  base:
                """)
            .failure("ecr-push.yml", Map.of("ACCOUNT", "")),
        "several");
  }
}
