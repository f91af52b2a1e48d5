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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The same sources give the same image, wherever they lie and whoever builds it.
@Execution(ExecutionMode.CONCURRENT)
class ReproducibleImageIT {

  @TempDir private Path folder;

  @Test
  void the_program_comes_out_the_same_in_another_folder() throws Exception {
    var copy = copyOfTheSources();

    compile(copy);

    var ours = Programs.run(Map.of(), "", List.of("sh", "-c", ". target/app/launch; echo $jar"));
    assertThat(copy.resolve("target/ecr-push.jar"))
        .hasSameBinaryContentAs(Path.of(ours.output().strip()));
  }

  @Test
  void the_image_comes_out_the_same_on_another_engine_but_for_the_start_up_cache()
      throws Exception {
    var files = filesOn(TestEngine.GRAPH);
    var others = filesOn(TestEngine.CONTAINERD);

    assertThat(others)
        .filteredOn(file -> !files.contains(file))
        .as("files that differ")
        .allMatch(file -> file.path().equals("/ecr-push/ecr-push.aot"));
    assertThat(others).hasSameSizeAs(files).isNotEmpty();
  }

  private List<ImageFile> filesOn(TestEngine engine) throws Exception {
    var itsFolder = folder.resolve(engine.name());
    return SavedImage.of(Docker.on(engine, folder), ActionImage.on(engine), itsFolder).files();
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

  private static void compile(Path sources) throws IOException, InterruptedException {
    var script =
        new ProcessBuilder("script/jar")
            .directory(sources.toFile())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.INHERIT);
    assertThat(script.start().waitFor()).isZero();
  }
}
