package io.github.ecrpush.process;

import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The packaged program, as a shell would start it: it gets the environment it is given and no
/// other, and has a home, a temporary folder and a working folder of its own.
///
/// @param folder where the three are, and what the program prints
public record Program(Path folder, Map<String, String> environment, List<String> launcher) {

  private static final Path LAUNCHER = Path.of("bin/ecr-push").toAbsolutePath();

  public static Program in(Path folder) {
    var path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return new Program(folder, Map.of("PATH", path), List.of(LAUNCHER.toString()));
  }

  public Program with(String name, String value) {
    return with(Map.of(name, value));
  }

  public Program with(Map<String, String> more) {
    var all = new LinkedHashMap<>(environment);
    all.putAll(more);
    return new Program(folder, Map.copyOf(all), launcher);
  }

  Program without(String... names) {
    var fewer = new LinkedHashMap<>(environment);
    fewer.keySet().removeAll(List.of(names));
    return new Program(folder, Map.copyOf(fewer), launcher);
  }

  public Program on(TestEngine engine) {
    return with("DOCKER_HOST", engine.host());
  }

  /// Started by another command than `bin/ecr-push`.
  public Program launchedBy(List<String> command) {
    return new Program(folder, environment, command);
  }

  /// A shell starts its background jobs, and so this test when it is one, deaf to Control-C. The
  /// program is given its ears back.
  public Program hearingInterrupts() {
    var command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(launcher);
    return launchedBy(command);
  }

  Path home() {
    return made("home");
  }

  Path temporary() {
    return made("tmp");
  }

  Path work() {
    return made("work");
  }

  private Path made(String name) {
    try {
      return Files.createDirectories(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs it to its end.
  public Ended run(String... words) throws IOException, InterruptedException {
    return start(words).await();
  }

  public Running start(String... words) throws IOException {
    var command = new ArrayList<>(launcher);
    command.addAll(List.of(words));
    var prints = Files.createTempDirectory(made("prints"), "run");
    var out = prints.resolve("out");
    var err = prints.resolve("err");
    var builder =
        new ProcessBuilder(command)
            .directory(work().toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("HOME", home().toString());
    builder.environment().put("TMPDIR", temporary().toString());
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    return new Running(process, out, err);
  }
}
