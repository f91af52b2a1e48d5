package io.github.ecrpush.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.process.SandboxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `examples/monorepo`, for somebody who copied it: follows its README word by word with the
/// Makefile, then lets the workflow run with the variables, the role and the policy that came of
/// it.
///
/// On the engine with containerd's store, which writes no time of its own into an image.
class MonorepoIT {

  private static final String MASTER = "refs/heads/master";

  @TempDir static Path folder;
  private static SandboxProcess sandbox;
  private static CopiedMonorepo copied;
  private static String byMake = "";

  @BeforeAll
  static void follow_the_readme() throws Exception {
    sandbox = SandboxProcess.with(folder.resolve("laptop"));
    copied = CopiedMonorepo.in(folder, sandbox);
    copied.shell().follow(copied.file("README.md"));
    byMake = Files.readString(copied.file("evidence.json"));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void the_readme_ends_with_both_images_in_the_registry_and_they_work() throws Exception {
    var registry = sandbox.view();
    assertThat(registry.has("shop/api", "try-1")).isTrue();
    assertThat(registry.has("shop/web", "try-1")).isFalse();
    for (var image : digests(byMake).entrySet()) {
      var tags = List.of(copied.repository().commit(), "latest");
      registry.assertHolds("shop/" + image.getKey(), image.getValue(), tags);
    }
    var docker = Docker.on(CopiedMonorepo.ENGINE, folder).loggedIn(sandbox);
    try (var api = DeployedImage.of(docker, reference("api"))) {
      assertThat(api.get(":8080/cgi-bin/places?city=Lyon").strip())
          .isEqualTo("{\"city\":\"Lyon\",\"places\":[\"Fourvière\"]}");
    }
    try (var web = DeployedImage.of(docker, reference("web"))) {
      assertThat(web.get(":8080/Lyon.html")).contains("<p>Fourvière is best in the evening.</p>");
    }
  }

  private static String reference(String image) {
    return sandbox.registry() + "/shop/" + image + "@" + digests(byMake).get(image);
  }

  @Test
  void the_workflow_makes_the_same_images_and_a_version_names_them_once_more() throws Exception {
    try (var github = copied.gitHub(MASTER)) {
      var run = copied.run(copied.act(github), MASTER).succeeded();

      var evidence = run.printed("evidence").of("document");
      assertThat(digests(evidence)).isEqualTo(digests(byMake)).hasSize(2);
      assertThat(comparable(evidence)).isEqualTo(comparable(byMake));
      assertThat(statuses(run)).containsExactly("pushed", "pushed");
      assertThat(run.printed("deploy").all())
          .isEqualTo(
              digests(byMake).entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          Map.Entry::getKey,
                          image ->
                              "%s/shop/%s@%s"
                                  .formatted(
                                      github.registry(), image.getKey(), image.getValue()))));
    }

    try (var github = copied.gitHub("refs/tags/v1.2.3")) {
      var run = copied.run(copied.act(github), "refs/tags/v1.2.3").succeeded();

      for (var image : digests(byMake).entrySet()) {
        var tags = List.of(copied.repository().commit(), "latest", "v1.2.3");
        github.view().assertHolds("shop/" + image.getKey(), image.getValue(), tags);
      }
      assertThat(digests(run.printed("evidence").of("document"))).isEqualTo(digests(byMake));
    }
  }

  @Test
  void nothing_but_the_source_decides_about_the_digest() throws Exception {
    var outcome =
        copied
            .shell()
            .type(
                Map.of(
                    "REPO_NAME",
                    "shop",
                    "REGION",
                    "eu-west-1",
                    "ACCOUNT_ID",
                    CopiedMonorepo.ACCOUNT),
                """
                find . -path ./.git -prune -o -exec touch -d 2001-02-03 {} +
                ecr-push push --config ecr-push.yml --no-cache --evidence again.json
                """);

    assertThat(outcome.exit()).as(outcome.output()).isZero();
    assertThat(digests(Files.readString(copied.file("again.json")))).isEqualTo(digests(byMake));
    Files.delete(copied.file("again.json"));
  }

  @Test
  void a_trial_has_no_tag_but_its_own_also_where_a_version_is_checked_out() throws Exception {
    var outcome =
        copied
            .shell()
            .type(
                Map.of(
                    "REPO_NAME",
                    "shop",
                    "IMAGE_TAG",
                    "try-2",
                    "GITHUB_EVENT_NAME",
                    "workflow_dispatch",
                    "GITHUB_REF",
                    "refs/tags/v1.2.3"),
                "ecr-push check tags --config ecr-push.yml --images api --format json");

    assertThat(outcome.exit()).as(outcome.output()).isZero();
    assertThat(outcome.output().replaceAll("\\s", ""))
        .contains("\"version\":\"try-2\"", "\"tag-names\":[\"try-2\"]");
  }

  @Test
  void a_branch_that_the_role_does_not_trust_pushes_nothing() throws Exception {
    try (var github = copied.gitHub("refs/heads/other")) {
      var run = copied.run(copied.act(github), MASTER).failed();

      assertThat(run.log()).contains("sts-role-refused", "repo:octo/app:ref:refs/heads/other");
      assertThat(run.ran("deploy")).isFalse();
      assertThat(digests(run.printed("evidence").of("document"))).isEmpty();
    }
  }

  @Test
  void a_job_without_a_token_pushes_nothing() throws Exception {
    try (var github = copied.gitHub(MASTER)) {
      var run = copied.run(copied.act(github).withoutIdToken(), MASTER).failed();

      assertThat(run.log()).contains("oidc-permission-missing", "id-token: write");
      assertThat(run.ran("deploy")).isFalse();
    }
  }

  @Test
  void a_laptop_without_credentials_or_with_wrong_ones_pushes_nothing() throws Exception {
    var variables =
        Map.of("REPO_NAME", "shop", "REGION", "eu-west-1", "IMAGE_TAG", "never", "AWS_PROFILE", "");
    var none = copied.shell().type(variables, "unset AWS_ACCESS_KEY_ID\nmake docker-push api");
    var wrong = copied.shell().type(variables, "AWS_SECRET_ACCESS_KEY=wrong make docker-push-all");

    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.output()).contains("aws-credentials-missing, exit code 2", "Error 2");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.output()).contains("exit code 3", "Error 3");
    assertThat(sandbox.view().has("shop/api", "never")).isFalse();
  }

  @Test
  void a_build_asks_nothing_of_aws() throws Exception {
    var outcome =
        copied
            .shell()
            .type(
                Map.of("REPO_NAME", "shop"),
                "unset ${!AWS_*}\nmake docker-build api\nmake docker-build-all");

    assertThat(outcome.exit()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("pushed=false");
  }

  @Test
  void make_says_which_images_there_are() throws Exception {
    for (var verb : List.of("docker-build", "docker-push")) {
      var outcome = copied.shell().type(Map.of(), "make " + verb);

      assertThat(outcome.exit()).isEqualTo(2);
      assertThat(outcome.output()).contains("`make " + verb + " api`", "There are: api web");
    }
  }

  @Test
  void no_file_has_an_account_a_role_or_a_key() throws IOException {
    try (var files = Files.walk(Path.of("examples"))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file))
            .as(file.toString())
            .doesNotContainPattern(
                "(?<![0-9a-f])\\d{12}(?![0-9a-f])|arn:aws|A(KIA|SIA)[A-Z0-9]{16}");
      }
    }
  }

  private static List<String> statuses(ActRun run) {
    return run.outputs("push").json("images").elements().stream()
        .map(image -> image.at("status").text().orElse(""))
        .toList();
  }

  /// The digest of each image that was delivered.
  private static Map<String, String> digests(String evidence) {
    var digests = new HashMap<String, String>();
    for (var image : Json.parse(evidence).at("images").elements()) {
      for (var target : image.at("targets").elements()) {
        target
            .at("digest")
            .text()
            .ifPresent(digest -> digests.put(image.at("name").text().orElse(""), digest));
      }
    }
    return digests;
  }

  /// What a laptop and CI have to say alike of an image: everything but where it went, and by whom.
  private static List<String> comparable(String evidence) {
    return Json.parse(evidence).at("images").elements().stream()
        .map(image ->
            List.of("name", "build-args", "bases", "platforms").stream()
                .map(member -> member + "=" + image.at(member))
                .collect(Collectors.joining(" ")))
        .toList();
  }
}
