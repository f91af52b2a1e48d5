package io.github.ecrpush.process;

import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What the tests of a class share: a sandbox with some repositories, and room for what they write.
record Bench(Path folder, SandboxProcess sandbox) implements AutoCloseable {

  static final String REPOSITORY = "app";

  /// With what is waited for and does not come.
  static final Duration PATIENCE = Duration.ofSeconds(30);

  static Bench in(Path folder, String... more) throws IOException, InterruptedException {
    var repositories = new ArrayList<>(List.of(REPOSITORY));
    repositories.addAll(List.of(more));
    var sandbox =
        SandboxProcess.with(folder.resolve("sandbox"), repositories.toArray(String[]::new));
    return new Bench(folder, sandbox);
  }

  /// The program in an environment that takes the sandbox for GitHub and AWS.
  Program program(TestEngine engine) throws IOException {
    var own = Files.createTempDirectory(folder, "run");
    return Program.in(own).with(sandbox.environment()).on(engine);
  }

  /// The flags of a push to the repository `app`.
  String[] push(Path context, String tags, String... more) {
    var words = new ArrayList<>(List.of("push", "--repository", REPOSITORY, "--role-to-assume"));
    words.addAll(List.of(sandbox.role(), "--context", context.toString(), "--tags", tags));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  Path context(String dockerfile) throws IOException {
    return BuildFolder.with(folder, dockerfile);
  }

  /// A context whose image holds one small file.
  Path contextOf(String content) throws IOException {
    return BuildFolder.with(folder, "FROM scratch\nCOPY file /file\n", "file", content);
  }

  RegistryView registry() {
    return sandbox.view();
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
