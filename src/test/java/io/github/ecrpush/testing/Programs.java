package io.github.ecrpush.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Programs that are run to their end, or as servers.
public final class Programs {

  private static final int SERVER_TRIES = 300;

  private Programs() {}

  /// What a program wrote, and how it ended.
  public record Outcome(int exit, String output) {}

  /// A program that the environment names, or else `script/tool`, but never one that happens to be
  /// on the path: its version matters.
  public static Path pinned(String variable, String tool) {
    return Optional.ofNullable(System.getenv(variable))
        .filter(text -> !text.isEmpty())
        .or(() -> TestTool.printedBy("script/tool", tool))
        .map(Path::of)
        .orElseThrow(() ->
            TestTool.missing(
                "not run: `%s` is not here, set %s to its path".formatted(tool, variable)));
  }

  /// Starts a server and waits until it answers, however it answers.
  public static Process serve(String url, List<String> command) throws Exception {
    var log = Files.createTempFile("server", ".log");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    for (int i = 0; i < SERVER_TRIES && process.isAlive(); i++) {
      try {
        PlainHttp.send("GET", url, Map.of(), new byte[0]);
        Files.delete(log);
        return process;
      } catch (IOException _) {
        Thread.sleep(100); // not there yet
      }
    }
    process.destroy();
    throw new AssertionError(command + " does not answer: " + Files.readString(log));
  }

  /// Runs a program to its end, with standard input. Of our own environment it gets nothing but the
  /// path: proxies and certificates of this machine are not its business.
  public static Outcome run(Map<String, String> environment, String input, List<String> command)
      throws Exception {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().retainAll(Set.of("PATH"));
    builder.environment().putAll(environment);
    var process = builder.start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException _) {
      // it ended without reading
    }
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " did not end: " + output);
    }
    return new Outcome(process.exitValue(), output);
  }
}
