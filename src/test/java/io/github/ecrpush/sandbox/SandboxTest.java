package io.github.ecrpush.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The way of a push: token, role, registry login, blob, manifest.
class SandboxTest {

  private Sandbox sandbox;
  private SandboxClient client;

  @BeforeEach
  void start(@TempDir Path data) {
    var settings = SandboxSettings.in(data).withRepositories("octo/app");
    sandbox = Sandbox.start(settings, InstantSource.system());
    client = new SandboxClient(sandbox);
  }

  @AfterEach
  void end() {
    sandbox.close();
  }

  @Test
  void takes_an_image_from_a_job_that_its_role_trusts() throws IOException {
    var login = client.login();

    var digest = client.pushImage("octo/app", "v1", login, "hello");

    var found = client.registry("GET", "/v2/octo/app/manifests/v1", login);
    assertThat(found.status()).isEqualTo(200);
    assertThat(Digest.of(found.bytes())).isEqualTo(digest);
    assertThat(found.header("Docker-Content-Digest")).isEqualTo(digest.toString());
    assertThat(found.header("Content-Type")).isEqualTo(SandboxClient.OCI_MANIFEST);
    var layer = Digest.of("hello".getBytes(StandardCharsets.UTF_8));
    assertThat(client.blob("octo/app", layer, login).text()).isEqualTo("hello");
  }

  @Test
  void refuses_a_push_to_a_repository_that_is_not_there() throws IOException {
    var reply =
        client.registry(
            "POST", "/v2/octo/missing/blobs/uploads/", client.login(), Map.of(), new byte[0]);

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.text())
        .contains("NAME_UNKNOWN")
        .contains(
            "The repository with name 'octo/missing' does not exist in the registry with id"
                + " '123456789012'");
  }
}
