package io.github.ecrpush.e2e;

import io.github.ecrpush.process.PrintedOutputs;
import io.github.ecrpush.process.Program;
import io.github.ecrpush.process.Running;
import io.github.ecrpush.process.SandboxProcess;
import io.github.ecrpush.testing.ActionImage;
import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// A step of a job as GitHub's own runner starts it, and as act does not: `docker run` on the
/// default bridge, with the runner's mounts, its variables and its working directory.
///
/// @param name of the container
/// @param files the runner's temporary folder
record RunnerContainer(String name, Path files, Program docker) {

  private static final String OUTPUT = "_runner_file_commands/set_output_1";
  private static final String SUMMARY = "_runner_file_commands/step_summary_1";

  /// What the runner sends to `docker run` when a job is cancelled, and how long it waits then.
  enum Rung {
    INT(7_500),
    TERM(2_500),
    KILL(0);

    private final int patience;

    Rung(int patience) {
      this.patience = patience;
    }
  }

  static RunnerContainer of(
      Path folder,
      TestEngine engine,
      SandboxProcess sandbox,
      SampleRepository repository,
      Map<String, String> inputs)
      throws Exception {
    return of(folder, engine, sandbox, repository, inputs, Map.of());
  }

  /// @param more variables that the runner hands over besides
  static RunnerContainer of(
      Path folder,
      TestEngine engine,
      SandboxProcess sandbox,
      SampleRepository repository,
      Map<String, String> inputs,
      Map<String, String> more)
      throws Exception {
    var files = Files.createTempDirectory(folder, "_temp");
    for (var name : List.of("_github_home", "_github_workflow", "_runner_file_commands")) {
      Files.createDirectory(files.resolve(name));
    }
    Files.writeString(files.resolve("_github_workflow/event.json"), "{}");
    Files.createFile(files.resolve(OUTPUT));
    Files.createFile(files.resolve(SUMMARY));

    var variables = new LinkedHashMap<>(sandbox.environment());
    variables.putAll(runner(repository.commit()));
    variables.putAll(more);
    inputs.forEach((key, value) -> variables.put("INPUT_" + key.toUpperCase(Locale.ROOT), value));

    var name = "ecr-push-e2e_" + UUID.randomUUID().toString().substring(0, 6);
    var command = new ArrayList<>(List.of(Docker.program().toString(), "run", "--name", name));
    command.addAll(List.of("--label", "e2e", "--workdir", "/github/workspace", "--rm"));
    variables.keySet().forEach(variable -> command.addAll(List.of("-e", variable)));
    var socket = engine.host().substring("unix://".length());
    mount(command, socket, "/var/run/docker.sock");
    mount(command, files.toString(), "/github/runner_temp");
    mount(command, files.resolve("_github_home").toString(), "/github/home");
    mount(command, files.resolve("_github_workflow").toString(), "/github/workflow");
    mount(command, files.resolve("_runner_file_commands").toString(), "/github/file_commands");
    mount(command, repository.folder().toString(), "/github/workspace");
    command.add(ActionImage.on(engine));
    var docker = Program.in(folder).on(engine).with(variables).launchedBy(command);
    return new RunnerContainer(name, files, docker.hearingInterrupts());
  }

  private static void mount(List<String> command, String source, String target) {
    command.addAll(List.of("-v", source + ":" + target));
  }

  private static Map<String, String> runner(String commit) {
    return Map.ofEntries(
        Map.entry("CI", "true"),
        Map.entry("HOME", "/github/home"),
        Map.entry("GITHUB_ACTIONS", "true"),
        Map.entry("GITHUB_EVENT_NAME", "push"),
        Map.entry("GITHUB_EVENT_PATH", "/github/workflow/event.json"),
        Map.entry("GITHUB_OUTPUT", "/github/file_commands/set_output_1"),
        Map.entry("GITHUB_STEP_SUMMARY", "/github/file_commands/step_summary_1"),
        Map.entry("GITHUB_REPOSITORY", "octo/app"),
        Map.entry("GITHUB_REF", "refs/heads/main"),
        Map.entry("GITHUB_SHA", commit),
        Map.entry("GITHUB_RUN_ID", "1"),
        Map.entry("GITHUB_SERVER_URL", "https://github.com"),
        Map.entry("GITHUB_WORKSPACE", "/github/workspace"),
        Map.entry("RUNNER_OS", "Linux"),
        Map.entry("RUNNER_TEMP", "/github/runner_temp"),
        Map.entry("RUNNER_TOOL_CACHE", "/opt/hostedtoolcache"));
  }

  Running start() throws IOException {
    return docker.start();
  }

  /// Cancels a run that goes on, and returns what it ended of. The runner ends its client at last,
  /// whatever becomes of the container.
  static Rung cancel(Running running) throws IOException, InterruptedException {
    for (var rung : Rung.values()) {
      running.signal(rung.name());
      if (running.process().waitFor(rung.patience, TimeUnit.MILLISECONDS)) {
        return rung;
      }
    }
    return Rung.KILL;
  }

  /// What the runner does when the client has ended, however: it goes on with the job, and makes
  /// files for the next step.
  void goOn() throws IOException {
    Files.createFile(files.resolve(OUTPUT.replace("_1", "_2")));
    Files.createFile(files.resolve(SUMMARY.replace("_1", "_2")));
  }

  /// What the runner reads when the step is over, however it ended.
  StepValues outputs() throws IOException {
    return new StepValues(PrintedOutputs.parse(Files.readString(files.resolve(OUTPUT))));
  }

  String summary() throws IOException {
    return Files.readString(files.resolve(SUMMARY));
  }
}
