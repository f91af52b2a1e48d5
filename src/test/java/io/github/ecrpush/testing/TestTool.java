package io.github.ecrpush.testing;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// Programs that tests run against: named by a variable such as `ECR_PUSH_CRANE`, found on the
/// path, or got by `script/tool`.
public final class TestTool {

  private TestTool() {}

  /// The program, or the test is skipped with a sentence. Where `CI=true`, it fails instead.
  public static Path named(String name) {
    return given(name)
        .or(() -> onPath(name))
        .or(() -> printedBy("script/tool", name).map(Path::of))
        .orElseThrow(() -> missing("not run: `" + name + "` is not here and cannot be had"));
  }

  /// Ends a test that lacks what it needs, by what it throws.
  public static RuntimeException missing(String sentence) {
    if ("true".equals(System.getenv("CI"))) {
      return Assertions.fail(sentence);
    }
    return Assumptions.abort(sentence);
  }

  private static Optional<Path> given(String name) {
    var variable = "ECR_PUSH_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    return Optional.ofNullable(System.getenv(variable))
        .filter(path -> !path.isEmpty())
        .map(Path::of);
  }

  private static Optional<Path> onPath(String name) {
    for (var folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      var program = Path.of(folder, name);
      if (Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  /// What a script of ours says on its standard output, or nothing when it cannot do it.
  static Optional<String> printedBy(String script, String... arguments) {
    return printedBy(Map.of(), script, arguments);
  }

  /// The same with more in the script's environment.
  static Optional<String> printedBy(
      Map<String, String> environment, String script, String... arguments) {
    if (!Files.isExecutable(Path.of(script))) {
      return Optional.empty();
    }
    var command = new ArrayList<String>();
    command.add(Path.of(script).toAbsolutePath().toString());
    command.addAll(List.of(arguments));
    try {
      var builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
      builder.environment().putAll(environment);
      var process = builder.start();
      process.getOutputStream().close();
      var output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 && !output.isEmpty() ? Optional.of(output) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
