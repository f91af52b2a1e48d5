package io.github.ecrpush.e2e;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.process.SandboxProcess;
import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `examples/monorepo` in the hands of somebody who copied it: on a laptop, and in CI.
///
/// @param folder where all of it is
record CopiedMonorepo(Path folder, SampleRepository repository, PageShell shell) {

  static final TestEngine ENGINE = TestEngine.CONTAINERD;
  static final String ACCOUNT = "123456789012";

  private static final String BASE = "busybox:local";
  private static final String UPLOAD =
      "actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a";

  /// Shows what would be uploaded: there is no GitHub to keep it.
  private static final String SHOWN =
      """
      name: upload
      inputs: {name: {}, path: {}, if-no-files-found: {}}
      runs:
        using: composite
        steps:
          - shell: bash
            env: {FILE: '${{ inputs.path }}'}
            run: echo "document=$(cat "$FILE")"
      """;

  private static final Map<String, ?> PROVIDER =
      Map.of(
          "Url",
          "https://token.actions.githubusercontent.com",
          "ClientIdList",
          List.of("sts.amazonaws.com"));

  private static final Map<String, ?> EVERYTHING =
      Map.of(
          "Version",
          "2012-10-17",
          "Statement",
          List.of(Map.of("Effect", "Allow", "Action", "ecr:*", "Resource", "*")));

  /// On a laptop where somebody has keys, and no job has a token.
  static CopiedMonorepo in(Path folder, SandboxProcess sandbox) throws Exception {
    var environment = new HashMap<>(sandbox.environment());
    environment
        .keySet()
        .removeIf(name -> name.startsWith("ACTIONS_ID_TOKEN_") || name.contains("REGION"));
    environment.put("AWS_ACCESS_KEY_ID", SandboxProcess.KEY);
    environment.put("AWS_SECRET_ACCESS_KEY", SandboxProcess.KEY_SECRET);
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("DOCKER_HOST", ENGINE.host());
    environment.put("BASE", BASE);
    var repository = SampleRepository.monorepo(folder);
    var shell = PageShell.in(folder.resolve("shell"), repository.folder(), environment);
    return new CopiedMonorepo(folder, repository, shell);
  }

  /// A file of the repository.
  Path file(String name) {
    return repository.folder().resolve(name);
  }

  /// GitHub and AWS as they are for a job of that ref, with the role that the README made. What was
  /// pushed to one is in the next.
  SandboxProcess gitHub(String ref) throws Exception {
    var account = shell.accounts().resolve(ACCOUNT);
    write(account.resolve("oidc-providers/github.json"), PROVIDER);
    write(
        account.resolve("users/reader.json"),
        Map.of(
            "AccessKeys",
            Map.of(SandboxProcess.KEY, SandboxProcess.KEY_SECRET),
            "Policies",
            List.of(Map.of("PolicyName", "all", "PolicyDocument", EVERYTHING))));
    var claims = folder.resolve("claims.json");
    write(claims, Map.of("sub", "repo:octo/app:ref:" + ref, "ref", ref));
    return SandboxProcess.start(
        folder.resolve("github"),
        List.of(
            "--iam",
            shell.accounts().toString(),
            "--claims",
            claims.toString(),
            "--repository",
            "shop/api",
            "--repository",
            "shop/web"));
  }

  /// CI with the variables that the README set.
  Act act(SandboxProcess github) throws IOException {
    var act = Act.on(ENGINE, repository).against(github).withVariable("BASE", BASE);
    for (var variable : shell.variables().entrySet()) {
      act = act.withVariable(variable.getKey(), variable.getValue());
    }
    return act;
  }

  /// Lets the workflow run to its end, for a push of that ref.
  ActRun run(Act act, String ref) throws Exception {
    var event = folder.resolve("event.json");
    var known = Map.of("html_url", "https://github.com/octo/app", "description", "Of GitHub.");
    write(event, Map.of("ref", ref, "after", repository.commit(), "repository", known));
    var upload = Files.createDirectories(folder.resolve("upload"));
    Files.writeString(upload.resolve("action.yml"), SHOWN);
    return act.run(
        "images.yml",
        "push",
        "--job",
        "deploy",
        "--eventpath",
        event.toString(),
        "--local-repository",
        UPLOAD + "=" + upload);
  }

  private static void write(Path file, Map<String, ?> json) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, Json.write(json));
  }
}
