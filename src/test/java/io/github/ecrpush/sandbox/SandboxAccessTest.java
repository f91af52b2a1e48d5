package io.github.ecrpush.sandbox;

import static io.github.ecrpush.sandbox.AccountFiles.HOME;
import static io.github.ecrpush.sandbox.AccountFiles.OTHER;
import static io.github.ecrpush.sandbox.AccountFiles.allow;
import static io.github.ecrpush.sandbox.AccountFiles.deny;
import static io.github.ecrpush.sandbox.AccountFiles.role;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.testing.MovableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.KmsException;
import software.amazon.awssdk.services.ecr.model.Tag;

/// Policies decide about every call to ECR's API and to its registry.
class SandboxAccessTest {

  private static final String APP = "arn:aws:ecr:eu-west-1:123456789012:repository/octo/app";
  private static final String WHO = "User: arn:aws:sts::123456789012:assumed-role/ci/run-1 ";
  private static final String LOGIN =
      "{\"Effect\": \"Allow\", \"Action\": \"ecr:GetAuthorizationToken\", \"Resource\": \"*\"}";
  private static final String PUSH =
      "\"ecr:BatchCheckLayerAvailability\", \"ecr:InitiateLayerUpload\", \"ecr:UploadLayerPart\","
          + " \"ecr:CompleteLayerUpload\", \"ecr:PutImage\", \"ecr:BatchGetImage\"";

  @TempDir private Path folder;
  private final java.util.ArrayList<Sandbox> started = new java.util.ArrayList<>();
  private AccountFiles files;

  @BeforeEach
  void files() {
    files = new AccountFiles(folder.resolve("iam"));
  }

  @AfterEach
  void end() {
    started.forEach(Sandbox::close);
  }

  private SandboxClient start() {
    var settings =
        SandboxSettings.in(folder.resolve("data"))
            .withRepositories("octo/app", "octo/web")
            .withAccounts(SandboxWords.accounts(files.root(), HOME));
    var sandbox = Sandbox.start(settings, new MovableClock());
    started.add(sandbox);
    return new SandboxClient(sandbox);
  }

  private SandboxClient startWith(String... statements) throws IOException {
    files.withRole(HOME, "ci", String.join(",", statements));
    return start();
  }

  private static EcrClient ecr(SandboxClient client) throws IOException {
    return client.ecr(
        SandboxClient.credentials(
            client.assumeRole(role(HOME, "ci"), client.idToken("sts.amazonaws.com"))));
  }

  private static String login(SandboxClient client) throws IOException {
    try (var ecr = ecr(client)) {
      return login(ecr);
    }
  }

  private static String login(EcrClient ecr) {
    return "Basic "
        + ecr.getAuthorizationToken().authorizationData().getFirst().authorizationToken();
  }

  private static void assertDenied(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
              assertThat(e.statusCode()).isEqualTo(400);
              assertThat(e.awsErrorDetails().errorMessage()).isEqualTo(message);
            });
  }

  @Test
  void names_the_action_and_the_repository_that_no_policy_allows() throws IOException {
    var client = startWith(LOGIN, allow("\"ecr:DescribeImages\"", APP));

    try (var ecr = ecr(client)) {
      assertThat(ecr.describeImages(request -> request.repositoryName("octo/app")).imageDetails())
          .isEmpty();
      assertDenied(
          () -> ecr.describeImages(request -> request.repositoryName("octo/web")),
          WHO
              + "is not authorized to perform: ecr:DescribeImages on resource:"
              + " arn:aws:ecr:eu-west-1:123456789012:repository/octo/web because no"
              + " identity-based policy allows the ecr:DescribeImages action");
      assertDenied(
          ecr::describeRepositories,
          WHO
              + "is not authorized to perform: ecr:DescribeRepositories on resource:"
              + " arn:aws:ecr:eu-west-1:123456789012:repository/* because no identity-based"
              + " policy allows the ecr:DescribeRepositories action");
    }
  }

  @Test
  void allows_a_login_only_on_every_resource() throws IOException {
    var client = startWith(allow("\"ecr:*\"", APP));

    try (var ecr = ecr(client)) {
      assertDenied(
          ecr::getAuthorizationToken,
          WHO
              + "is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no"
              + " identity-based policy allows the ecr:GetAuthorizationToken action");
    }
  }

  @Test
  void takes_a_push_by_the_documented_policy() throws IOException {
    var client = startWith(LOGIN, allow(PUSH, APP));

    var digest = client.pushImage("octo/app", "v1", login(client), "hello");

    assertThat(digest.toString()).startsWith("sha256:");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v2/octo/app/blobs/uploads/, ecr:InitiateLayerUpload",
    "PATCH, /v2/octo/app/blobs/uploads/x, ecr:UploadLayerPart",
    "PUT, /v2/octo/app/blobs/uploads/x, ecr:UploadLayerPart",
    "PUT, /v2/octo/app/manifests/v1, ecr:PutImage",
    "GET, /v2/octo/app/manifests/v1, ecr:BatchGetImage",
    "DELETE, /v2/octo/app/manifests/v1, ecr:BatchDeleteImage",
    "GET, /v2/octo/app/blobs/sha256:aa, ecr:GetDownloadUrlForLayer",
    "GET, /v2/octo/app/tags/list, ecr:ListImages",
  })
  void names_the_action_that_a_call_to_the_registry_needs(String method, String path, String action)
      throws IOException {
    var client = startWith(LOGIN);

    var reply = client.registry(method, path, login(client), Map.of(), new byte[0]);

    assertThat(reply.status()).isEqualTo(403);
    var error = Json.parse(reply.bytes()).at("errors").elements().getFirst();
    assertThat(error.at("code").text()).contains("DENIED");
    assertThat(error.at("message").text())
        .contains(
            WHO
                + "is not authorized to perform: %s on resource: %s because no"
                    .formatted(action, APP)
                + " identity-based policy allows the %s action".formatted(action));
  }

  @Test
  void says_that_a_policy_denies_explicitly() throws IOException {
    var client = startWith(allow("\"*\"", "*"), deny("\"ecr:PutImage\"", APP));

    var reply =
        client.registry("PUT", "/v2/octo/app/manifests/v1", login(client), Map.of(), new byte[0]);

    assertThat(reply.text()).contains("with an explicit deny in an identity-based policy");
  }

  @Test
  void holds_a_registry_password_to_the_session_s_policy() throws IOException {
    files.with(
        HOME + "/roles/narrow.json",
        """
        {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole"}]},
         "Policies": [{"PolicyName": "own", "PolicyDocument": {"Version": "2012-10-17",
           "Statement": [%s]}}]}
        """
            .formatted(allow("\"*\"", "*")));
    var client = startWith(allow("\"*\"", "*"));
    var policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":[%s,%s]}"
            .formatted(LOGIN, allow("\"ecr:ListImages\"", APP));
    try (var first = client.sts(session(client))) {
      var narrow =
          first.assumeRole(request ->
              request.roleArn(role(HOME, "narrow")).roleSessionName("n-1").policy(policy));
      assertThat(narrow.packedPolicySize()).isPositive();
      var keys = narrow.credentials();
      try (var ecr =
          client.ecr(
              software.amazon.awssdk.auth.credentials.AwsSessionCredentials.create(
                  keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken()))) {
        var login = login(ecr);

        assertThat(client.registry("GET", "/v2/octo/app/tags/list", login).status()).isEqualTo(200);
        assertThat(client.registry("GET", "/v2/octo/web/tags/list", login).text())
            .contains("because no session policy allows the ecr:ListImages action");
      }
    }
  }

  private software.amazon.awssdk.auth.credentials.AwsCredentials session(SandboxClient client)
      throws IOException {
    return SandboxClient.credentials(
        client.assumeRole(role(HOME, "ci"), client.idToken("sts.amazonaws.com")));
  }

  @Test
  void takes_a_level_of_the_organisation_without_policies_for_one_that_allows_all()
      throws IOException {
    files.withRole(HOME, "ci", allow("\"*\"", "*"));
    Files.createDirectories(files.root().resolve("scps"));
    Files.createDirectories(files.root().resolve(HOME + "/scps"));

    try (var ecr = ecr(start())) {
      assertThat(ecr.describeRepositories().repositories()).hasSize(2);
    }
  }

  @Test
  void limits_a_role_by_its_boundary_and_the_organisation() throws IOException {
    files.withProvider(HOME);
    files.with(
        HOME + "/policies/edge.json",
        "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}"
            .formatted(allow("\"ecr:Describe*\"", "*")));
    files.with(
        "scps/root.json",
        "{\"Version\":\"2012-10-17\",\"Statement\":[%s,%s]}"
            .formatted(allow("\"*\"", "*"), deny("\"ecr:DeleteRepository\"", "*")));
    files.with(
        HOME + "/roles/ci.json",
        """
        {"AssumeRolePolicyDocument": %s,
         "PermissionsBoundary": "arn:aws:iam::123456789012:policy/edge",
         "ManagedPolicyArns": ["arn:aws:iam::aws:policy/Power"]}
        """
            .formatted(AccountFiles.trust(HOME, "repo:octo/*")));
    files.with(
        "aws/policies/Power.json",
        "{\"Version\":\"2012-10-17\",\"Statement\":[%s]}".formatted(allow("\"*\"", "*")));
    var client = start();

    try (var ecr = ecr(client)) {
      assertThat(ecr.describeRepositories().repositories()).hasSize(2);
      assertDenied(
          () -> ecr.listImages(request -> request.repositoryName("octo/app")),
          WHO
              + "is not authorized to perform: ecr:ListImages on resource: "
              + APP
              + " because no permissions boundary allows the ecr:ListImages action");
      assertDenied(
          () -> ecr.deleteRepository(request -> request.repositoryName("octo/app")),
          WHO
              + "is not authorized to perform: ecr:DeleteRepository on resource: "
              + APP
              + " with an explicit deny in a service control policy");
    }
  }

  @Test
  void knows_the_tags_of_requests() throws IOException {
    var client =
        startWith(
            """
            {"Effect": "Allow", "Action": ["ecr:CreateRepository", "ecr:TagResource"],
             "Resource": "*", "Condition": {"StringEquals": {"aws:RequestTag/team": "red"}}}
            """);

    try (var ecr = ecr(client)) {
      var red = Tag.builder().key("team").value("red").build();
      assertThat(
              ecr.createRepository(request -> request.repositoryName("octo/new").tags(red))
                  .repository())
          .isNotNull();
      assertThatThrownBy(
              () -> ecr.createRepository(request -> request.repositoryName("octo/other")))
          .hasMessageContaining("ecr:CreateRepository");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "kms:DescribeKey, kms:CreateGrant, key/k",
    "kms:CreateGrant, kms:DescribeKey, k",
    "kms:CreateGrant, kms:DescribeKey, arn:aws:kms:eu-west-1:123456789012:key/k",
  })
  void creates_a_repository_with_a_key_only_for_who_may_use_the_key(
      String missing, String allowed, String key) throws IOException {
    var arn = "arn:aws:kms:eu-west-1:123456789012:key/k";
    var client = startWith(allow("\"ecr:*\"", "*"), allow("\"%s\"".formatted(allowed), arn));

    try (var ecr = ecr(client)) {
      var e =
          catchThrowableOfType(KmsException.class, () -> create(ecr, EncryptionType.KMS_DSSE, key));

      assertThat(e.statusCode()).isEqualTo(400);
      assertThat(e.kmsError()).isEqualTo("AccessDeniedException");
      assertThat(e.awsErrorDetails().errorMessage())
          .isEqualTo(
              "%sis not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action"
                  .formatted(WHO, missing, arn, missing));
      create(ecr, EncryptionType.KMS, "alias/aws/ecr");
      ecr.deleteRepository(request -> request.repositoryName("octo/new"));
      create(ecr, EncryptionType.KMS, null);
    }
  }

  private static void create(EcrClient ecr, EncryptionType type, @Nullable String key) {
    ecr.createRepository(request ->
        request
            .repositoryName("octo/new")
            .encryptionConfiguration(how -> how.encryptionType(type).kmsKey(key)));
  }

  @Test
  void knows_a_key_by_its_alias_and_the_service_that_uses_it() throws IOException {
    var client =
        startWith(
            allow("\"ecr:*\"", "*"),
            """
            {"Effect": "Allow", "Action": ["kms:CreateGrant", "kms:DescribeKey"],
             "Resource": "arn:aws:kms:eu-west-1:123456789012:key/*",
             "Condition": {
               "StringEquals": {"kms:ViaService": "ecr.eu-west-1.amazonaws.com"},
               "ForAnyValue:StringEquals": {"kms:ResourceAliases": "alias/images"}}}
            """);

    try (var ecr = ecr(client)) {
      create(ecr, EncryptionType.KMS, "alias/images");
      assertThatThrownBy(() -> ecr.deleteRepository(request -> request.repositoryName("octo/new")))
          .isInstanceOf(KmsException.class)
          .hasMessageContaining("kms:RetireGrant");
      ecr.deleteRepository(request -> request.repositoryName("octo/app"));
    }
  }

  @Test
  void opens_nothing_of_another_account_with_a_policy_of_one_side_alone() throws IOException {
    files.withRole(OTHER, "there", allow("\"*\"", "*"));
    var client = startWith(allow("\"*\"", "*"));

    try (var ecr = ecr(client)) {
      assertThatThrownBy(
              () -> ecr.listImages(request -> request.registryId(OTHER).repositoryName("octo/app")))
          .hasMessageContaining(
              "because no resource-based policy allows the ecr:ListImages action");
    }
  }
}
