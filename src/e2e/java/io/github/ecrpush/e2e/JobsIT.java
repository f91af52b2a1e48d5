package io.github.ecrpush.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.process.SandboxProcess;
import io.github.ecrpush.testing.TestEngine;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workflows of several jobs: what one hands to another, and many at once.
class JobsIT {

  private static final String ACCOUNT = "123456789012";
  private static final String NEEDS = ".github/workflows/needs.yml";
  private static final String API = ".github/workflows/api.yml";

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

  /// act hands everything on. GitHub drops what has masked text in it, and so does this test: on
  /// AWS the host of the registry begins with the account.
  @Test
  void digest_and_repository_suffice_in_another_job_when_the_account_is_masked() throws Exception {
    var repository =
        SampleRepository.in(folder)
            .changed(NEEDS, "image-uri: ${{ steps.image.outputs.image-uri }}\n", "\n");
    var act = Act.on(TestEngine.CONTAINERD, repository).against(sandbox);

    var run = act.push("needs.yml").succeeded();

    var digest = run.outputs("image").of("digest");
    assertThat(run.printed("deploy").of("uri")).isEmpty();
    assertThat(run.printed("deploy").of("image"))
        .isEqualTo(run.outputs("image").of("image-uri"))
        .isEqualTo(sandbox.registry() + "/guide/api@" + digest);
    sandbox.view().assertHolds("guide/api", digest, List.of("needs"));
  }

  /// The host of the sandbox's registry has no account in it. So here the repository has.
  @Test
  void an_image_uri_that_github_would_drop_is_told_and_the_account_is_not() throws Exception {
    var repository =
        SampleRepository.in(folder)
            .changed(API, "guide/api", ACCOUNT + "/api\n          mask-aws-account-id: true");

    var run = Act.on(TestEngine.GRAPH, repository).against(sandbox).push("api.yml").succeeded();

    assertThat(run.annotations("warning"))
        .singleElement()
        .satisfies(warning ->
            assertThat(warning.text())
                .contains("`image-uri`", "`repository`", "Hand on `digest`,"));
    assertThat(run.log()).contains("role `arn:aws:iam::***:role/").doesNotContain(ACCOUNT);
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
