package io.github.ecrpush.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.process.SandboxProcess;
import io.github.ecrpush.testing.TestEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workflows of several jobs: what one hands to another, and many at once.
class JobsIT {

  private static final String ACCOUNT = "123456789012";

  @TempDir static Path folder;
  private static SandboxProcess sandbox;

  @BeforeAll
  static void start() throws Exception {
    sandbox =
        SandboxProcess.with(folder.resolve("sandbox"), "guide/api", "guide/web", ACCOUNT + "/api");
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void digest_and_repository_reach_another_job_though_the_account_is_masked() throws Exception {
    var act = Act.on(TestEngine.CONTAINERD, SampleRepository.in(folder)).against(sandbox);

    var run = act.push("needs.yml").succeeded();

    var handedOn = new StepValues(withoutWhatGitHubDrops(run.outputs("image").all()));
    var image = handedOn.of("repository") + "@" + handedOn.of("digest");
    assertThat(run.printed("deploy").of("image")).isEqualTo(sandbox.registry() + "/" + image);
    assertThat(handedOn.of("region")).isEqualTo("eu-west-1");
    sandbox.view().assertHolds("guide/api", handedOn.of("digest"), List.of("needs"));
  }

  /// act hands everything on. GitHub drops what has a masked text in it: on AWS that is whatever
  /// has the registry's host in it, which begins with the account.
  private static Map<String, String> withoutWhatGitHubDrops(Map<String, String> outputs) {
    return outputs.entrySet().stream()
        .filter(output ->
            !output.getValue().contains(ACCOUNT) && !output.getValue().contains(sandbox.registry()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// The sandbox's host has no account in it, as AWS's has; so here the repository has.
  @Test
  void an_image_uri_that_github_would_drop_is_told_and_the_account_is_not() throws Exception {
    var repository =
        SampleRepository.in(folder)
            .changed(
                ".github/workflows/needs.yml",
                "repository: guide/api",
                "repository: " + ACCOUNT + "/api");

    var run = Act.on(TestEngine.GRAPH, repository).against(sandbox).push("needs.yml").succeeded();

    assertThat(run.annotations("warning"))
        .anySatisfy(
            warning -> assertThat(warning.text()).contains("`image-uri`").contains("digest"));
    assertThat(run.log()).contains("***").doesNotContain(ACCOUNT);
  }

  @Test
  void the_jobs_of_a_matrix_push_side_by_side() throws Exception {
    var act = Act.on(TestEngine.CONTAINERD, SampleRepository.in(folder)).against(sandbox);

    var deployed = act.push("matrix.yml").succeeded().printed("deploy").all();

    assertThat(deployed).containsOnlyKeys("api", "web");
    for (var image : deployed.entrySet()) {
      var repository = "guide/" + image.getKey();
      assertThat(image.getValue()).startsWith(sandbox.registry() + "/" + repository + "@sha256:");
      var digest = image.getValue().substring(image.getValue().indexOf('@') + 1);
      sandbox.view().assertHolds(repository, digest, List.of("matrix"));
    }
  }
}
