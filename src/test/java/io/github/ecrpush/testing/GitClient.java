package io.github.ecrpush.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The real `git`, with no configuration but what a repository has.
public final class GitClient {

  private GitClient() {}

  /// Skips a test where there is none.
  public static void assume() {
    assumeThat(Path.of("/usr/bin/git")).as("git is not installed here").exists();
  }

  /// Runs it and gives back what it says; it has to end well.
  public static String git(Path directory, String... words)
      throws IOException, InterruptedException {
    var output = Files.createTempFile("git", ".out");
    try {
      assertThat(run(directory, output, words)).as(() -> read(output)).isZero();
      return read(output).stripTrailing();
    } finally {
      Files.delete(output);
    }
  }

  /// The same, or nothing where it says that it cannot.
  public static String gitOrNothing(Path directory, String... words)
      throws IOException, InterruptedException {
    var output = Files.createTempFile("git", ".out");
    try {
      return run(directory, output, words) == 0 ? read(output).stripTrailing() : "";
    } finally {
      Files.delete(output);
    }
  }

  private static int run(Path directory, Path output, String... words)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                "git",
                "-c",
                "user.name=t",
                "-c",
                "user.email=t@t",
                "-c",
                "protocol.file.allow=always"));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.environment().put("GIT_CONFIG_SYSTEM", "/dev/null");
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start().waitFor();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
