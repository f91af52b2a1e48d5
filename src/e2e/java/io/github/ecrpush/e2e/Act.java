package io.github.ecrpush.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.process.SandboxProcess;
import io.github.ecrpush.testing.ActionImage;
import io.github.ecrpush.testing.Programs;
import io.github.ecrpush.testing.TestEngine;
import io.github.ecrpush.testing.TestTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// act, which runs the workflows of a repository on an engine. `uses: org/ecr-push-action@v1` is
/// our `action.yml`, with the image that was built before.
///
/// @param environment what act's jobs see, as if the runner had put it there
/// @param variables what workflows read as `vars`
record Act(
    SampleRepository repository,
    TestEngine engine,
    Map<String, String> environment,
    Map<String, String> variables) {

  private static final String BUILT_BY_THE_RUNNER = "image: Dockerfile";

  static Act on(TestEngine engine, SampleRepository repository) {
    return new Act(repository, engine, Map.of(), Map.of());
  }

  /// A sandbox is GitHub's OIDC endpoint and AWS.
  Act against(SandboxProcess sandbox) {
    var all = new LinkedHashMap<>(environment);
    all.putAll(sandbox.environment());
    return new Act(repository, engine, all, variables)
        .withVariable("AWS_ROLE", sandbox.role())
        .withVariable("AWS_REGION", sandbox.environment().getOrDefault("AWS_REGION", ""))
        .withVariable("REGISTRY", sandbox.registry());
  }

  /// What a runner leaves out when the job lacks `id-token: write`. act knows no permissions.
  Act withoutIdToken() {
    var fewer = new LinkedHashMap<>(environment);
    fewer.keySet().removeIf(name -> name.startsWith("ACTIONS_ID_TOKEN_"));
    return new Act(repository, engine, fewer, variables);
  }

  Act withVariable(String name, String value) {
    var more = new LinkedHashMap<>(variables);
    more.put(name, value);
    return new Act(repository, engine, environment, more);
  }

  /// Something was pushed to `main`.
  ActRun push(String workflow) throws Exception {
    return run(workflow, "push");
  }

  /// Something happened that GitHub describes.
  ActRun on(String event, Map<String, ?> payload, String workflow) throws Exception {
    var file = Files.createTempFile(repository.folder().getParent(), "event", ".json");
    Files.writeString(file, Json.write(payload));
    return run(workflow, event, "--eventpath", file.toString());
  }

  ActRun run(String workflow, String event, String... flags) throws Exception {
    var home = Files.createTempDirectory(repository.folder().getParent(), "act");
    var command = new ArrayList<>(List.of(TestTool.named("act").toString(), event, "--json"));
    command.addAll(List.of("--directory", repository.folder().toString()));
    command.addAll(List.of("--workflows", ".github/workflows/" + workflow));
    for (var runner : List.of("ubuntu-latest", "ubuntu-24.04")) {
      command.addAll(List.of("--platform", runner + "=act-runner:local"));
    }
    command.add("--pull=false");
    command.addAll(List.of("--container-daemon-socket", engine.host(), "--no-cache-server"));
    command.add("--rm"); // act keeps what a failed job ran in
    command.add("--local-repository");
    command.add("org/ecr-push-action@v1=" + action(home.resolve("action")));
    environment.forEach((name, value) -> command.addAll(List.of("--env", name + "=" + value)));
    variables.forEach((name, value) -> command.addAll(List.of("--var", name + "=" + value)));
    command.addAll(List.of(flags));
    var own = Map.of("DOCKER_HOST", engine.host(), "HOME", home.toString());
    var outcome = Programs.run(own, "", command);
    return ActRun.read(outcome.exit(), outcome.output());
  }

  private Path action(Path folder) throws IOException {
    Files.createDirectory(folder);
    var text = Files.readString(Path.of("action.yml"));
    assertThat(text).contains(BUILT_BY_THE_RUNNER);
    var built = "image: docker://" + ActionImage.on(engine);
    Files.writeString(folder.resolve("action.yml"), text.replace(BUILT_BY_THE_RUNNER, built));
    return folder;
  }
}
