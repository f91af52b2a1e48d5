package io.github.ecrpush.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.ActionImage;
import io.github.ecrpush.testing.Programs;
import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same sources give the same image, wherever they lie.
class ReproducibleImageIT {

  private static final String AGAIN = "ecr-push-action:again";

  @TempDir private Path folder;

  @Test
  void comes_out_the_same_in_another_folder_but_for_the_start_up_cache() throws Exception {
    var docker = Docker.on(TestEngine.GRAPH, folder);
    var image = ActionImage.on(TestEngine.GRAPH);

    build(copyOfTheSources());

    try {
      var files = Set.copyOf(SavedImage.of(docker, image, folder.resolve("first")).files());
      var again = SavedImage.of(docker, AGAIN, folder.resolve("second")).files();
      assertThat(again)
          .filteredOn(file -> !files.contains(file))
          .as("files that differ")
          .allMatch(file -> file.path().equals("/ecr-push/ecr-push.aot"));
      assertThat(again).hasSameSizeAs(files);
    } finally {
      docker.run("image", "rm", AGAIN);
    }
  }

  /// The sources as they are now, and the commit they come from.
  private Path copyOfTheSources() throws Exception {
    var copy = folder.resolve("sources");
    for (var line :
        List.of(
            "git clone --quiet . " + copy,
            "git ls-files --deleted --cached --others --exclude-standard | sort | uniq -u >"
                + folder.resolve("files"),
            "tar -c -T %s | tar -x -C %s".formatted(folder.resolve("files"), copy))) {
      var outcome = Programs.run(Map.of(), "", List.of("sh", "-c", line));
      assertThat(outcome.exit()).as(outcome.output()).isZero();
    }
    return copy;
  }

  private static void build(Path sources) throws IOException, InterruptedException {
    var script =
        new ProcessBuilder("script/image", "--no-cache")
            .directory(sources.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.INHERIT);
    script.environment().put("DOCKER_HOST", TestEngine.GRAPH.host());
    script.environment().put("ECR_PUSH_JDK_IMAGE", "local");
    script.environment().put("ECR_PUSH_IMAGE", AGAIN);
    assertThat(script.start().waitFor()).isZero();
  }
}
