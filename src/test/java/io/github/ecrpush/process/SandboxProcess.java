package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The sandbox as a process of its own, with the environment it gives to those who use it.
public final class SandboxProcess implements AutoCloseable {

  public static final String KEY = "AKIASANDBOXTESTS0001";
  public static final String KEY_SECRET = "only/for+tests/0123456789abcdefghijklmno";

  private static final Pattern EXPORT = Pattern.compile("export (\\w+)='([^']*)'");

  private final Path folder;
  private final Running running;
  private final Map<String, String> environment;
  private final RegistryView view;

  private SandboxProcess(Path folder, Running running, Map<String, String> environment) {
    this.folder = folder;
    this.running = running;
    this.environment = environment;
    this.view = new RegistryView(environment);
  }

  /// Starts one with some repositories. Besides whom its roles let in, it knows one lasting key.
  public static SandboxProcess with(Path folder, String... repositories)
      throws IOException, InterruptedException {
    var flags = new ArrayList<String>();
    for (var repository : repositories) {
      flags.addAll(List.of("--repository", repository));
    }
    return start(folder, flags);
  }

  /// Starts one as flags say. A folder of accounts (`--iam`) says by itself whom it knows.
  public static SandboxProcess start(Path folder, List<String> flags)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var file = folder.resolve("env");
    var keys = folder.resolve("keys.json");
    Files.writeString(keys, Json.write(Map.of(KEY, KEY_SECRET)));
    var words =
        new ArrayList<>(
            List.of("sandbox", "--data", folder.resolve("data").toString(), "--env-file"));
    words.add(file.toString());
    words.addAll(flags.contains("--iam") ? List.of() : List.of("--keys", keys.toString()));
    words.addAll(flags);
    var running = Program.in(folder).start(words.toArray(String[]::new));
    running.awaitOut("ready\n");
    var environment = new LinkedHashMap<String, String>();
    for (var line : Files.readAllLines(file)) {
      var matcher = EXPORT.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      environment.put(matcher.group(1), matcher.group(2));
    }
    return new SandboxProcess(folder, running, environment);
  }

  public Map<String, String> environment() {
    return environment;
  }

  String variable(String name) {
    return environment.getOrDefault(name, "");
  }

  /// Where its registry is, as image references begin.
  public String registry() {
    return variable("ECR_PUSH_SANDBOX_REGISTRY");
  }

  public String role() {
    return variable("ECR_PUSH_SANDBOX_ROLE");
  }

  /// What it has in its registry, asked as anybody else would.
  public RegistryView view() {
    return view;
  }

  /// The files with the contents of images, by their digests.
  public List<String> blobs() throws IOException {
    try (var files = Files.walk(folder.resolve("data/blobs"))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  Ended stop() throws IOException, InterruptedException {
    running.signal("TERM");
    return running.await();
  }

  @Override
  public void close() {
    running.process().destroy();
  }
}
