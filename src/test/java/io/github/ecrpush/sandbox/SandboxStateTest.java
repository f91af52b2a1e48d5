package io.github.ecrpush.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.failure.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is in the data folder, and what becomes of it.
class SandboxStateTest {

  @TempDir Path data;

  private Sandbox start() {
    var settings = SandboxSettings.in(data).withRepositories("octo/app");
    return Sandbox.start(settings, InstantSource.system());
  }

  @Test
  void survives_a_restart_with_all_that_was_issued_and_pushed() throws IOException {
    String login;
    software.amazon.awssdk.auth.credentials.AwsCredentials session;
    io.github.ecrpush.image.Digest digest;
    String requestToken;
    try (var sandbox = start()) {
      var client = new SandboxClient(sandbox);
      login = client.login();
      session = client.session();
      digest = client.pushImage("octo/app", "v1", login, "kept");
      requestToken = sandbox.environment().getOrDefault("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "");
    }

    try (var sandbox = start()) {
      var client = new SandboxClient(sandbox);
      assertThat(sandbox.environment())
          .containsEntry("ACTIONS_ID_TOKEN_REQUEST_TOKEN", requestToken);
      var reply = client.registry("HEAD", "/v2/octo/app/manifests/v1", login);
      assertThat(reply.header("Docker-Content-Digest")).isEqualTo(digest.toString());
      try (var ecr = client.ecr(session)) {
        assertThat(ecr.listImages(request -> request.repositoryName("octo/app")).imageIds())
            .hasSize(1);
      }
    }
  }

  @Test
  void forgets_what_was_half_sent_when_it_is_started_again() throws IOException {
    try (var sandbox = start()) {
      var client = new SandboxClient(sandbox);
      var login = client.login();
      var begun =
          client.registry("POST", "/v2/octo/app/blobs/uploads/", login, Map.of(), new byte[0]);
      client.registry("PATCH", begun.header("Location"), login, Map.of(), new byte[1000]);
      assertThat(files("parts")).hasSize(1);
    }

    try (var _ = start()) {
      assertThat(files("parts")).isEmpty();
      assertThat(files("blobs")).isEmpty();
    }
  }

  private List<Path> files(String folder) throws IOException {
    try (var files = Files.walk(data.resolve(folder))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void belongs_to_one_sandbox_at_a_time() {
    try (var _ = start()) {
      assertThatThrownBy(this::start)
          .isInstanceOfSatisfying(
              FailureException.class,
              e -> assertThat(e.failure().explanation().id()).isEqualTo("sandbox-folder-taken"));
    }
    start().close();
  }

  @Test
  void is_free_again_after_a_start_that_failed() {
    try (var first = start()) {
      var port = Integer.parseInt(first.registry().split(":", -1)[1]);
      var other = data.resolve("other");
      var taken = SandboxSettings.in(other).withListen(SandboxWords.listen("127.0.0.1:" + port));
      assertThatThrownBy(() -> Sandbox.start(taken, InstantSource.system()))
          .isInstanceOfSatisfying(
              FailureException.class,
              e -> assertThat(e.failure().explanation().id()).isEqualTo("sandbox-address-taken"));
      Sandbox.start(SandboxSettings.in(other), InstantSource.system()).close();
    }
  }

  @Test
  void cannot_be_where_a_folder_cannot_be() {
    assertThatThrownBy(() ->
            Sandbox.start(SandboxSettings.in(Path.of("/proc/sandbox")), InstantSource.system()))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().explanation().id()).isEqualTo("sandbox-folder-unusable"));
  }

  @Test
  void is_refused_when_it_is_damaged() throws IOException {
    start().close();
    Path settings;
    try (var files = Files.walk(data)) {
      settings = files.filter(file -> file.endsWith("repository.json")).findFirst().orElseThrow();
    }
    Files.writeString(settings, "{\"name\":");

    assertThatThrownBy(this::start)
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().explanation().id()).isEqualTo("sandbox-folder-unusable"));
  }

  @Test
  void keeps_its_keys_and_its_environment_for_its_owner() throws IOException {
    try (var sandbox = start()) {
      var file = data.resolve("env");
      sandbox.writeEnvironment(file);

      for (var name : List.of("seal.key", "oidc-key.pk8", "request-token.key", "env")) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(name))))
            .as(name)
            .isEqualTo("rw-------");
      }
      assertThat(Files.readString(file))
          .contains("export AWS_ENDPOINT_URL='" + sandbox.address() + "'\n")
          .contains("export ECR_PUSH_SANDBOX_ROLE='arn:aws:iam::123456789012:role/sandbox'\n")
          .contains("export ECR_PUSH_SANDBOX_REGISTRY='" + sandbox.registry() + "'\n")
          .doesNotContain("AWS_CA_BUNDLE");
    }
  }

  @Test
  void says_when_its_environment_cannot_be_written() {
    try (var sandbox = start()) {
      assertThatThrownBy(() -> sandbox.writeEnvironment(data.resolve("no/such/folder/env")))
          .isInstanceOfSatisfying(
              FailureException.class,
              e ->
                  assertThat(e.failure().explanation().id())
                      .isEqualTo("sandbox-env-file-unwritable"));
    }
  }

  @Test
  void quotes_its_environment_for_a_shell() {
    var text =
        new String(EnvironmentFile.text(Map.of("A", "it's $HOME `x`")), StandardCharsets.UTF_8);

    assertThat(text).isEqualTo("export A='it'\\''s $HOME `x`'\n");
  }

  @Test
  void speaks_tls_under_a_certificate_that_it_names() throws Exception {
    var settings = SandboxSettings.in(data).withRepositories("octo/app").withTls();
    try (var sandbox = Sandbox.start(settings, InstantSource.system())) {
      assertThat(sandbox.address()).startsWith("https://127.0.0.1:");
      var bundle = Path.of(sandbox.environment().getOrDefault("AWS_CA_BUNDLE", ""));

      assertThat(bundle).isAbsolute().exists();
      assertThat(TrustedCall.status(sandbox.address() + "/v2/", bundle)).isEqualTo(401);
    }
  }

  @Test
  void listens_on_every_address_and_names_one_that_works() throws IOException {
    for (var listen : List.of("0.0.0.0:0", "localhost:0", "[::1]:0")) {
      var settings = SandboxSettings.in(data).withListen(SandboxWords.listen(listen));
      try (var sandbox = Sandbox.start(settings, InstantSource.system())) {
        assertThat(new SandboxClient(sandbox).session()).isNotNull();
      }
    }
  }
}
