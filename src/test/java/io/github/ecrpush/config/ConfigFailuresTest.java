package io.github.ecrpush.config;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;

import java.nio.file.Path;
import java.util.Map;
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
