package io.github.ecrpush.operation;

import static io.github.ecrpush.sandbox.AccountFiles.HOME;
import static io.github.ecrpush.sandbox.AccountFiles.OTHER;
import static io.github.ecrpush.sandbox.AccountFiles.allow;
import static io.github.ecrpush.sandbox.AccountFiles.role;
import static io.github.ecrpush.sandbox.AccountFiles.trust;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.sandbox.AccountFiles;
import io.github.ecrpush.sandbox.SandboxSettings;
import io.github.ecrpush.sandbox.SandboxWords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole runs that a policy stops: which kind of policy it is, is told, whether ECR's API says it
/// or the registry.
class DenialRunsTest {

  private static final String ALL =
      "{\"Version\": \"2012-10-17\", \"Statement\": [%s]}".formatted(allow("\"*\"", "*"));

  @TempDir private Path folder;
  private AccountFiles files;

  @BeforeEach
  void everythingIsAllowed() throws IOException {
    files = new AccountFiles(folder.resolve("iam")).withRole(HOME, "ci", allow("\"*\"", "*"));
  }

  @Test
  void a_service_control_policy_that_denies_an_upload() throws IOException {
    files.with(HOME + "/scps/all.json", ALL);
    files.with(HOME + "/scps/none.json", ALL.replace("]}", ", " + denied() + "]}"));

    var failure = push(Map.of());

    assertThat(failure.explanation().id()).isEqualTo("ecr-denied-by-organization");
    assertThat(failure.explanation().fix()).contains("except this role", "--target-id " + HOME);
  }

  @Test
  void a_service_control_policy_that_does_not_allow_to_look() throws IOException {
    files.with(HOME + "/scps/most.json", allBut("ecr:DescribeRepositories"));

    var failure = push(Map.of());

    assertThat(failure.explanation().id()).isEqualTo("ecr-denied-by-organization");
    assertThat(failure.explanation().fix()).contains("allow `ecr:DescribeRepositories`");
  }

  @Test
  void a_boundary_around_the_role() throws IOException {
    files.with(HOME + "/policies/boundary.json", allBut("ecr:PutImage"));
    files.with(
        HOME + "/roles/ci.json",
        """
        {"AssumeRolePolicyDocument": %s, "PermissionsBoundary": "arn:aws:iam::%s:policy/boundary",
         "Policies": [{"PolicyName": "own", "PolicyDocument": %s}]}
        """
            .formatted(trust(HOME, "repo:octo/app:*"), HOME, ALL));

    var failure = push(Map.of());

    assertThat(failure.explanation().id()).isEqualTo("ecr-denied-by-boundary");
    assertThat(failure.explanation().fix()).contains("\"ecr:PutImage\"", "--role-name ci");
  }

  @Test
  void a_session_that_asked_for_less() {
    var failure = push(Map.of(Input.INLINE_SESSION_POLICY, allBut("ecr:InitiateLayerUpload")));

    assertThat(failure.explanation().id()).isEqualTo("ecr-denied-by-session");
    assertThat(failure.explanation().fix()).contains("\"ecr:InitiateLayerUpload\"");
  }

  @Test
  void a_repository_of_an_account_that_does_not_let_us_in() throws IOException {
    files.withProvider(OTHER);

    var failure = push(Map.of(Input.REGISTRY_ID, OTHER));

    assertThat(failure.explanation().id()).isEqualTo("ecr-denied-by-repository");
    assertThat(failure.explanation().fix())
        .contains("account " + OTHER, "\"AWS\": \"" + role(HOME, "ci") + "\"");
  }

  @Test
  void a_role_that_may_not() throws IOException {
    files.withRole(HOME, "ci", allow("\"ecr:GetAuthorizationToken\"", "*"));

    assertThat(push(Map.of()).explanation().id()).isEqualTo("ecr-access-denied");
  }

  /// Without a login no base image can be pulled either, and the build may find out first.
  @Test
  void a_login_that_is_denied_and_a_base_image_that_is_refused_for_it() throws IOException {
    files.withRole(HOME, "ci", allow("\"ecr:Describe*\", \"ecr:Batch*\"", "*"));

    var failure = push(Map.of(), runs -> runs.engine().failToPull());

    assertThat(failure.explanation().id()).isEqualTo("ecr-access-denied");
    assertThat(failure.explanation().fix()).contains("ecr:GetAuthorizationToken");
  }

  private Failure push(Map<Input, String> given) {
    return push(given, _ -> {});
  }

  private Failure push(Map<Input, String> given, Consumer<SandboxRuns> prepared) {
    var inputs = new EnumMap<Input, String>(Input.class);
    inputs.put(Input.REPOSITORY, "app");
    inputs.put(Input.ROLE_TO_ASSUME, role(HOME, "ci"));
    inputs.putAll(given);
    var settings =
        SandboxSettings.in(folder.resolve("data"))
            .withRepositories("app")
            .withAccounts(SandboxWords.accounts(files.root(), HOME));
    try (var runs = SandboxRuns.with(settings, folder)) {
      prepared.accept(runs);
      return runs.push("1".repeat(40), inputs).failures().getFirst();
    }
  }

  private static String denied() {
    return allow("\"ecr:InitiateLayerUpload\"", "*").replace("Allow", "Deny");
  }

  private static String allBut(String action) {
    return ALL.replace("\"Action\": [\"*\"]", "\"NotAction\": [\"" + action + "\"]");
  }
}
