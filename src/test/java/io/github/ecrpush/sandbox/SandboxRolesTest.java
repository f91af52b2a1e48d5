package io.github.ecrpush.sandbox;

import static io.github.ecrpush.sandbox.AccountFiles.HOME;
import static io.github.ecrpush.sandbox.AccountFiles.OTHER;
import static io.github.ecrpush.sandbox.AccountFiles.allow;
import static io.github.ecrpush.sandbox.AccountFiles.role;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.testing.MovableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

/// STS with roles, users and providers from a folder.
class SandboxRolesTest {

  private static final String ALL =
      "{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}";
  private static final String SMALL_POLICY =
      "{\"Version\":\"2012-10-17\",\"Statement\":[" + ALL + "]}";

  @TempDir private Path folder;
  private final MovableClock clock = new MovableClock();
  private final java.util.ArrayList<Sandbox> started = new java.util.ArrayList<>();
  private AccountFiles files;

  @BeforeEach
  void files() throws IOException {
    files = new AccountFiles(folder.resolve("iam")).withRole(HOME, "deploy", ALL);
  }

  @AfterEach
  void end() {
    started.forEach(Sandbox::close);
  }

  private SandboxClient start() {
    var accounts = SandboxWords.accounts(files.root(), HOME);
    var settings = SandboxSettings.in(folder.resolve("data")).withAccounts(accounts);
    var sandbox = Sandbox.start(settings, clock);
    started.add(sandbox);
    return new SandboxClient(sandbox);
  }

  private static AssumeRoleWithWebIdentityResponse assume(
      SandboxClient client, Consumer<AssumeRoleWithWebIdentityRequest.Builder> wish)
      throws IOException {
    var token = client.idToken("sts.amazonaws.com");
    try (var sts =
        StsClient.builder()
            .endpointOverride(java.net.URI.create(client.address()))
            .region(Region.EU_WEST_1)
            .httpClient(UrlConnectionHttpClient.create())
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build()) {
      return sts.assumeRoleWithWebIdentity(request ->
          wish.accept(
              request
                  .roleArn(role(HOME, "deploy"))
                  .roleSessionName("run-1")
                  .webIdentityToken(token)));
    }
  }

  private static AssumeRoleResponse chain(
      SandboxClient client, AwsCredentials who, Consumer<AssumeRoleRequest.Builder> wish) {
    try (var sts = client.sts(who)) {
      return sts.assumeRole(request -> wish.accept(request.roleSessionName("next")));
    }
  }

  private static AwsCredentials session(AssumeRoleResponse response) {
    var keys = response.credentials();
    return AwsSessionCredentials.create(
        keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken());
  }

  private static void assertRefused(ThrowingCallable call, int status, String code, String text) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.awsErrorDetails().errorMessage()).contains(text);
            });
  }

  @Test
  void lets_each_role_decide_whom_it_trusts() throws IOException {
    files.with(
        HOME + "/roles/strict.json",
        "{\"AssumeRolePolicyDocument\": %s}"
            .formatted(AccountFiles.trust(HOME, "repo:octo/app:environment:prod")));
    var client = start();

    assertThat(assume(client, request -> {}).provider())
        .isEqualTo("arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com");
    assertRefused(
        () -> assume(client, request -> request.roleArn(role(HOME, "strict"))),
        403,
        "AccessDenied",
        "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    assertRefused(
        () -> assume(client, request -> request.roleArn(role(HOME, "missing"))),
        403,
        "AccessDenied",
        "Not authorized");
  }

  @Test
  void knows_a_role_by_its_whole_arn() throws IOException {
    files.with(
        HOME + "/roles/ci.json",
        "{\"Path\": \"/team/\", \"AssumeRolePolicyDocument\": %s}"
            .formatted(AccountFiles.trust(HOME, "repo:octo/*")));
    var client = start();

    assertThat(
            assume(client, request -> request.roleArn(role(HOME, "team/ci")))
                .assumedRoleUser()
                .arn())
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/ci/run-1");
    assertRefused(
        () -> assume(client, request -> request.roleArn(role(HOME, "ci"))),
        403,
        "AccessDenied",
        "");
  }

  @Test
  void has_roles_in_several_accounts() throws IOException {
    files.withRole(OTHER, "there", ALL);
    var client = start();

    var assumed = assume(client, request -> request.roleArn(role(OTHER, "there")));

    try (var sts = client.sts(SandboxClient.credentials(assumed))) {
      assertThat(sts.getCallerIdentity().account()).isEqualTo(OTHER);
    }
  }

  @Test
  void needs_a_provider_in_the_role_s_account() throws IOException {
    files.with(
        OTHER + "/roles/there.json",
        "{\"AssumeRolePolicyDocument\": %s}".formatted(AccountFiles.trust(OTHER, "repo:octo/*")));
    var client = start();

    assertRefused(
        () -> assume(client, request -> request.roleArn(role(OTHER, "there"))),
        400,
        "InvalidIdentityToken",
        "No OpenIDConnect provider found in your account for https://token.actions");
  }

  @Test
  void takes_only_the_provider_s_audiences() throws IOException {
    files.with(
        HOME + "/oidc-providers/github.json",
        """
        {"Url": "https://token.actions.githubusercontent.com", "ClientIdList": ["octo"]}
        """);
    var client = start();

    assertRefused(
        () -> assume(client, request -> {}),
        400,
        "InvalidIdentityToken",
        "Incorrect token audience");
    var token = client.idToken("octo");
    assertThat(assume(client, request -> request.webIdentityToken(token)).audience())
        .isEqualTo("octo");
  }

  @Test
  void keeps_sessions_within_the_role_s_maximum() throws IOException {
    files.with(
        HOME + "/roles/long.json",
        "{\"MaxSessionDuration\": 7200, \"AssumeRolePolicyDocument\": %s}"
            .formatted(AccountFiles.trust(HOME, "repo:octo/*")));
    var client = start();

    var assumed =
        assume(client, request -> request.roleArn(role(HOME, "long")).durationSeconds(7200));

    assertThat(assumed.credentials().expiration()).isAfter(clock.instant().plusSeconds(7100));
    assertRefused(
        () -> assume(client, request -> request.roleArn(role(HOME, "long")).durationSeconds(7201)),
        400,
        "ValidationError",
        "exceeds the MaxSessionDuration");
  }

  @Test
  void says_how_much_room_session_policies_take() throws IOException {
    files.with(HOME + "/policies/small.json", SMALL_POLICY);
    var arn = PolicyDescriptorType.builder().arn("arn:aws:iam::123456789012:policy/small").build();
    var client = start();

    assertThat(assume(client, request -> {}).packedPolicySize()).isNull();
    assertThat(assume(client, request -> request.policy(SMALL_POLICY)).packedPolicySize())
        .isBetween(1, 20);
    assertThat(assume(client, request -> request.policyArns(arn)).packedPolicySize())
        .isBetween(1, 20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | MalformedPolicyDocument | invalid Json",
        "{\"Statement\":[{\"Effect\":\"Allow\"}]} | MalformedPolicyDocument | names its `Action`",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\","
            + "\"Principal\":\"*\"}]} | MalformedPolicyDocument | has no `Principal`",
      })
  void refuses_session_policies_that_are_malformed(String policy, String code, String text) {
    var client = start();

    assertRefused(() -> assume(client, request -> request.policy(policy)), 400, code, text);
  }

  @Test
  void refuses_session_policies_that_are_too_long() {
    var client = start();
    var long_ = SMALL_POLICY.replace("\"*\"", "\"" + "a".repeat(1100) + "\"");
    var random = new java.util.Random(1);
    var noise = new StringBuilder();
    random.ints(1700, 'A', 'Z').forEach(c -> noise.append((char) c));
    var dense =
        SMALL_POLICY.replaceFirst("\"Resource\": \"\\*\"", "\"Resource\": \"" + noise + "\"");

    assertRefused(
        () -> assume(client, request -> request.policy(long_)),
        400,
        "ValidationError",
        "less than or equal to 2048");
    assertRefused(
        () -> assume(client, request -> request.policy(dense)),
        400,
        "PackedPolicyTooLarge",
        "of allotted space");
  }

  @Test
  void refuses_managed_policies_that_are_not_there() {
    var client = start();
    var arn = PolicyDescriptorType.builder().arn("arn:aws:iam::123456789012:policy/none").build();

    assertRefused(
        () -> assume(client, request -> request.policyArns(arn)),
        400,
        "ValidationError",
        "does not exist or is not attachable");
  }

  private void writeNext(String account, String principal, String condition, String actions)
      throws IOException {
    files.with(
        account + "/roles/next.json",
        """
        {"MaxSessionDuration": 7200, "AssumeRolePolicyDocument":
          {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
            "Principal": {"AWS": "%s"}, "Action": [%s], "Condition": %s}]}}
        """
            .formatted(principal, actions, condition));
  }

  @Test
  void chains_roles_over_accounts_when_both_sides_allow() throws IOException {
    files.withRole(HOME, "narrow", allow("\"ecr:*\"", "*"));
    writeNext(OTHER, role(HOME, "deploy"), "{}", "\"sts:AssumeRole\"");
    var client = start();
    var first = SandboxClient.credentials(assume(client, request -> {}));
    var narrow =
        SandboxClient.credentials(assume(client, request -> request.roleArn(role(HOME, "narrow"))));

    assertThat(
            chain(client, first, request -> request.roleArn(role(OTHER, "next")))
                .assumedRoleUser()
                .arn())
        .isEqualTo("arn:aws:sts::210987654321:assumed-role/next/next");
    assertRefused(
        () -> chain(client, narrow, request -> request.roleArn(role(OTHER, "next"))),
        403,
        "AccessDenied",
        "User: arn:aws:sts::123456789012:assumed-role/narrow/run-1 is not authorized to perform:"
            + " sts:AssumeRole on resource: arn:aws:iam::210987654321:role/next");
    assertRefused(
        () ->
            chain(
                client,
                first,
                request -> request.roleArn(role(OTHER, "next")).durationSeconds(7200)),
        400,
        "ValidationError",
        "1 hour session limit");
  }

  @Test
  void asks_for_the_external_id_that_a_role_wants() throws IOException {
    writeNext(
        HOME, HOME, "{\"StringEquals\": {\"sts:ExternalId\": \"x-1\"}}", "\"sts:AssumeRole\"");
    var client = start();
    var first = SandboxClient.credentials(assume(client, request -> {}));
    var next = role(HOME, "next");

    assertThat(chain(client, first, request -> request.roleArn(next).externalId("x-1")))
        .isNotNull();
    assertRefused(
        () -> chain(client, first, request -> request.roleArn(next).externalId("x-2")),
        403,
        "AccessDenied",
        "sts:AssumeRole");
  }

  @Test
  void takes_session_tags_only_where_tagging_is_allowed() throws IOException {
    writeNext(HOME, HOME, "{}", "\"sts:AssumeRole\"");
    var client = start();
    var first = SandboxClient.credentials(assume(client, request -> {}));
    var tag = Tag.builder().key("team").value("red").build();

    assertRefused(
        () -> chain(client, first, request -> request.roleArn(role(HOME, "next")).tags(tag)),
        403,
        "AccessDenied",
        "is not authorized to perform: sts:TagSession on resource");
  }

  @Test
  void hands_transitive_tags_down_the_chain() throws IOException {
    writeNext(HOME, HOME, "{}", "\"sts:AssumeRole\", \"sts:TagSession\"");
    files.with(
        HOME + "/roles/last.json",
        """
        {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": {"AWS": "123456789012"}, "Action": ["sts:AssumeRole", "sts:TagSession"],
          "Condition": {"StringEquals": {"aws:RequestTag/team": "red"}}}]}}
        """);
    files.with(
        HOME + "/roles/next.json",
        """
        {"AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
          "Principal": {"AWS": "123456789012"}, "Action": ["sts:AssumeRole", "sts:TagSession"]}]},
         "Policies": [{"PolicyName": "all", "PolicyDocument":
           {"Version": "2012-10-17", "Statement": [%s]}}]}
        """
            .formatted(ALL));
    var client = start();
    var first = SandboxClient.credentials(assume(client, request -> {}));
    var tag = Tag.builder().key("team").value("red").build();
    var last = role(HOME, "last");

    var with =
        chain(
            client,
            first,
            request ->
                request.roleArn(role(HOME, "next")).tags(tag).transitiveTagKeys(List.of("team")));
    var without = chain(client, first, request -> request.roleArn(role(HOME, "next")).tags(tag));

    assertThat(chain(client, session(with), request -> request.roleArn(last))).isNotNull();
    assertRefused(
        () -> chain(client, session(without), request -> request.roleArn(last)),
        403,
        "AccessDenied",
        "");
  }

  @Test
  void knows_users_by_their_keys() throws IOException {
    files.withUser(OTHER, "ana", ALL);
    var client = start();

    try (var sts = client.sts(SandboxClient.keys("AKIAIOSFODNN7EXAMPLE", "secret"))) {
      assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::210987654321:user/ana");
    }
  }
}
