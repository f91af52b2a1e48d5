package io.github.ecrpush.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.testing.Programs;
import io.github.ecrpush.testing.TestEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The programs that people use with AWS and ECR, against the sandbox.
class RealClientsIT {

  private static final String KEY = "AKIAIOSFODNN7EXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  @TempDir private Path folder;
  private Sandbox sandbox;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void start() {
    begin(false);
  }

  private void begin(boolean tls) {
    var settings =
        SandboxSettings.in(folder.resolve("data"))
            .withRepositories("octo/app", "octo/web")
            .withKeys(Map.of(KEY, SECRET));
    sandbox = Sandbox.start(tls ? settings.withTls() : settings, InstantSource.system());
    environment.clear();
    environment.putAll(sandbox.environment());
    environment.put("AWS_ACCESS_KEY_ID", KEY);
    environment.put("AWS_SECRET_ACCESS_KEY", SECRET);
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("DOCKER_CONFIG", folder.toString());
    environment.put("HOME", folder.toString());
    if (tls) {
      environment.put("SSL_CERT_FILE", environment.getOrDefault("AWS_CA_BUNDLE", ""));
    }
  }

  @AfterEach
  void end() {
    sandbox.close();
  }

  private Programs.Outcome run(String input, List<String> command) throws Exception {
    return Programs.run(environment, input, command);
  }

  private String succeed(List<String> command) throws Exception {
    return succeed("", command);
  }

  private String succeed(String input, List<String> command) throws Exception {
    var outcome = run(input, command);
    assertThat(outcome.exit()).as(command + ": " + outcome.output()).isZero();
    return outcome.output();
  }

  private static List<String> command(Path program, String... arguments) {
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    return command;
  }

  /// A registry password from the one client that has to be there anyway.
  private String password() throws Exception {
    var aws = Programs.pinned("ECR_PUSH_AWS", "aws");
    return succeed(command(aws, "ecr", "get-login-password")).strip();
  }

  /// Logs in as `docker login` writes it down.
  private String logIn() throws Exception {
    var password = password();
    var pair = ("AWS:" + password).getBytes(StandardCharsets.UTF_8);
    Files.writeString(
        folder.resolve("config.json"),
        "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}"
            .formatted(sandbox.registry(), Base64.getEncoder().encodeToString(pair)));
    return password;
  }

  private String idToken(boolean tls) throws Exception {
    if (!tls) {
      return new SandboxClient(sandbox).idToken("sts.amazonaws.com");
    }
    var answer =
        TrustedCall.text(
            environment.get("ACTIONS_ID_TOKEN_REQUEST_URL") + "&audience=sts.amazonaws.com",
            Path.of(environment.getOrDefault("AWS_CA_BUNDLE", "")),
            "Bearer " + environment.get("ACTIONS_ID_TOKEN_REQUEST_TOKEN"));
    return Json.parse(answer).at("value").text().orElseThrow();
  }

  private Path layer() throws Exception {
    Files.writeString(folder.resolve("hello"), "hello");
    var layer = folder.resolve("layer.tar");
    succeed(List.of("tar", "-C", folder.toString(), "-cf", layer.toString(), "hello"));
    return layer;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aws_assumes_a_role_and_uses_ecr(boolean tls) throws Exception {
    sandbox.close();
    begin(tls);
    var aws = Programs.pinned("ECR_PUSH_AWS", "aws");
    var token = folder.resolve("token");
    Files.writeString(token, idToken(tls));
    environment.remove("AWS_ACCESS_KEY_ID");
    environment.remove("AWS_SECRET_ACCESS_KEY");
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
    environment.put("AWS_ROLE_ARN", environment.getOrDefault("ECR_PUSH_SANDBOX_ROLE", ""));
    environment.put("AWS_ROLE_SESSION_NAME", "aws-cli");

    assertThat(succeed(command(aws, "sts", "get-caller-identity")))
        .contains("arn:aws:sts::123456789012:assumed-role/sandbox/aws-cli");
    assertThat(succeed(command(aws, "ecr", "create-repository", "--repository-name", "octo/new")))
        .contains("\"repositoryUri\": \"" + sandbox.registry() + "/octo/new\"");
    assertThat(succeed(command(aws, "ecr", "get-login-password")).strip()).hasSizeGreaterThan(1500);
    var twice = run("", command(aws, "ecr", "create-repository", "--repository-name", "octo/new"));
    assertThat(twice.output()).contains("(RepositoryAlreadyExistsException)");
    var unknown =
        run(
            "",
            command(
                aws,
                "ecr",
                "create-pull-through-cache-rule",
                "--ecr-repository-prefix",
                "hub",
                "--upstream-registry-url",
                "public.ecr.aws"));
    assertThat(unknown.output()).contains("(UnknownOperationException)");
  }

  @Test
  void boto3_sees_errors_as_its_own_classes() throws Exception {
    var python = Programs.pinned("ECR_PUSH_PYTHON", "boto3");
    var program =
        """
        import boto3
        ecr = boto3.client('ecr')
        try:
            ecr.describe_images(repositoryName='octo/none')
        except ecr.exceptions.RepositoryNotFoundException as e:
            print(e.response['Error']['Message'])
        r = ecr.describe_repositories(repositoryNames=['octo/app'])['repositories'][0]
        print(r['createdAt'].year > 2000, r['imageTagMutability'])
        sts = boto3.client('sts')
        print(sts.assume_role(RoleArn='arn:aws:iam::123456789012:role/x', RoleSessionName='boto')
              ['AssumedRoleUser']['Arn'])
        try:
            sts.assume_role_with_web_identity(RoleArn='arn:aws:iam::123456789012:role/x',
                RoleSessionName='boto', WebIdentityToken='none')
        except sts.exceptions.InvalidIdentityTokenException as e:
            print(e.response['ResponseMetadata']['HTTPStatusCode'])
        """;

    assertThat(succeed(command(python, "-c", program)).lines())
        .containsExactly(
            "The repository with name 'octo/none' does not exist in the registry with id '123456789012'",
            "True MUTABLE",
            "arn:aws:sts::123456789012:assumed-role/x/boto",
            "400");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void crane_pushes_copies_checks_and_deletes(boolean tls) throws Exception {
    sandbox.close();
    begin(tls);
    logIn();
    var crane = Programs.pinned("ECR_PUSH_CRANE", "crane");
    var image = sandbox.registry() + "/octo/app:crane";
    var copy = sandbox.registry() + "/octo/web:copy";

    succeed(command(crane, "append", "-f", layer().toString(), "-t", image));
    succeed(command(crane, "copy", image, copy));
    assertThat(succeed(command(crane, "validate", "--remote", copy))).contains("PASS");
    var digest = succeed(command(crane, "digest", copy)).strip();
    assertThat(digest).isEqualTo(succeed(command(crane, "digest", image)).strip());
    assertThat(succeed(command(crane, "ls", sandbox.registry() + "/octo/web")).strip())
        .isEqualTo("copy");
    succeed(command(crane, "delete", sandbox.registry() + "/octo/web@" + digest));
    assertThat(run("", command(crane, "digest", copy)).output()).contains("404");
    var missing = sandbox.registry() + "/octo/none:x";
    assertThat(run("", command(crane, "append", "-f", layer().toString(), "-t", missing)).output())
        .contains("NAME_UNKNOWN: The repository with name 'octo/none' does not exist");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void skopeo_copies_in_and_out(boolean tls) throws Exception {
    sandbox.close();
    begin(tls);
    var credentials = "AWS:" + logIn();
    var crane = Programs.pinned("ECR_PUSH_CRANE", "crane");
    var skopeo = Programs.pinned("ECR_PUSH_SKOPEO", "skopeo");
    var source = sandbox.registry() + "/octo/app:source";
    var target = sandbox.registry() + "/octo/web:skopeo";
    succeed(command(crane, "append", "-f", layer().toString(), "-t", source));

    succeed(
        command(
            skopeo,
            "copy",
            "--src-tls-verify=" + tls,
            "--dest-tls-verify=" + tls,
            "--src-creds=" + credentials,
            "--dest-creds=" + credentials,
            "docker://" + source,
            "docker://" + target));

    var inspected =
        succeed(
            command(
                skopeo,
                "inspect",
                "--tls-verify=" + tls,
                "--creds=" + credentials,
                "docker://" + target));
    assertThat(inspected).contains(succeed(command(crane, "digest", source)).strip());
  }

  @ParameterizedTest
  @EnumSource(TestEngine.class)
  void docker_logs_in_pushes_and_pulls(TestEngine engine) throws Exception {
    var docker = Programs.pinned("ECR_PUSH_DOCKER", "docker-cli");
    environment.put("DOCKER_HOST", engine.host());
    var image = sandbox.registry() + "/octo/app:docker";
    var missing = sandbox.registry() + "/octo/none:docker";
    succeed(
        password(), command(docker, "login", "-u", "AWS", "--password-stdin", sandbox.registry()));
    succeed(
        List.of(
            "sh",
            "-c",
            "tar -C %s -c hello | %s import - %s".formatted(layer().getParent(), docker, image)));
    try {
      succeed(command(docker, "tag", image, missing));
      long begun = System.nanoTime();

      assertThat(succeed(command(docker, "push", image))).contains("digest: sha256:");
      assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
      assertThat(run("", command(docker, "push", missing)).output())
          .contains("The repository with name 'octo/none' does not exist in the registry");
      succeed(command(docker, "rmi", image, missing));
      assertThat(succeed(command(docker, "pull", image))).contains("Downloaded newer image");
    } finally {
      run("", command(docker, "rmi", "-f", image, missing));
    }
  }
}
