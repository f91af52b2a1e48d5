package io.github.ecrpush.action;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.aws.AwsKeys;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.progress.ProgressEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepExportsTest {

  private static final RegistryHost HOST =
      new RegistryHost("123456789012.dkr.ecr.eu-west-3.amazonaws.com");
  private static final RegistryCredential LOGIN =
      new RegistryCredential("AWS", new Secret("planted-password"));

  @TempDir Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private final List<String> masks = new ArrayList<>();
  private final List<ProgressEvent> events = new ArrayList<>();

  @BeforeEach
  void files() throws IOException {
    environment.put(
        "GITHUB_ENV", Files.writeString(folder.resolve("env"), "EARLIER=1\n").toString());
    environment.put("HOME", folder.resolve("home").toString());
  }

  @Test
  void hands_keys_on_as_variables_masked_and_with_a_warning() throws Exception {
    exports().keys(keys(Optional.of(new Secret("planted-token"))), new AwsRegion("eu-west-3"));

    assertThat(Files.readAllLines(folder.resolve("env")))
        .containsExactly(
            "EARLIER=1",
            "AWS_ACCESS_KEY_ID=ASIAEXAMPLE",
            "AWS_SECRET_ACCESS_KEY=planted-secret",
            "AWS_SESSION_TOKEN=planted-token",
            "AWS_REGION=eu-west-3",
            "AWS_DEFAULT_REGION=eu-west-3");
    assertThat(masks).contains("ASIAEXAMPLE", "planted-secret", "planted-token");
    assertThat(events).singleElement().isInstanceOf(ProgressEvent.Warning.class);
    assertThat(events.toString()).doesNotContain("planted");
  }

  @Test
  void leaves_no_token_of_an_earlier_step_beside_keys_that_have_none() throws Exception {
    exports().keys(keys(Optional.empty()), new AwsRegion("eu-west-3"));

    assertThat(Files.readAllLines(folder.resolve("env"))).contains("AWS_SESSION_TOKEN=");
  }

  @Test
  void adds_a_login_to_what_docker_knows_already() throws Exception {
    var docker = Files.createDirectories(folder.resolve("home/.docker"));
    var config =
        Files.writeString(
            docker.resolve("config.json"),
            """
            {"auths": {"ghcr.io": {"auth": "eA=="}}, "proxies": {}, "credsStore": "pass"}
            """);

    exports().login(HOST, LOGIN);

    var written = Json.parse(Files.readString(config));
    assertThat(written.at("auths").at("ghcr.io").at("auth").text()).contains("eA==");
    assertThat(written.at("auths").at(HOST.value()).at("auth").text())
        .contains("QVdTOnBsYW50ZWQtcGFzc3dvcmQ=");
    assertThat(written.at("credHelpers").at(HOST.value()).text()).contains("");
    assertThat(written.at("proxies").isObject()).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config)))
        .isEqualTo("rw-------");
    assertThat(docker.toFile().list()).containsExactly("config.json");
    assertThat(masks).contains("planted-password");
    assertThat(events.toString()).contains("docker logout").doesNotContain("planted");
  }

  @Test
  void makes_the_configuration_when_there_is_none_and_says_where_it_is() throws Exception {
    exports().login(HOST, LOGIN);

    assertThat(folder.resolve("home/.docker/config.json")).exists();
    assertThat(Files.readAllLines(folder.resolve("env")))
        .containsExactly("EARLIER=1", "DOCKER_CONFIG=" + folder.resolve("home/.docker"));
  }

  @Test
  void uses_the_folder_that_the_job_names_and_does_not_name_it_again() throws Exception {
    environment.put("DOCKER_CONFIG", folder.resolve("mine").toString());

    exports().login(HOST, LOGIN);

    assertThat(folder.resolve("mine/config.json")).exists();
    assertThat(Files.readAllLines(folder.resolve("env"))).containsExactly("EARLIER=1");
  }

  @Test
  void replaces_a_link_and_leaves_what_it_leads_to() throws Exception {
    var docker = Files.createDirectories(folder.resolve("home/.docker"));
    var elsewhere = Files.writeString(folder.resolve("elsewhere"), "{}");
    Files.createSymbolicLink(docker.resolve("config.json"), elsewhere);

    exports().login(HOST, LOGIN);

    assertThat(elsewhere).hasContent("{}");
  }

  @Test
  void refuses_a_configuration_that_it_does_not_understand() throws Exception {
    var docker = Files.createDirectories(folder.resolve("home/.docker"));
    var config = Files.writeString(docker.resolve("config.json"), "planted-other");

    var failure =
        catchThrowableOfType(FailureException.class, () -> exports().login(HOST, LOGIN)).failure();

    assertThat(failure.explanation().toString()).doesNotContain("planted");
    assertThat(config).hasContent("planted-other");
    assertGolden(
        ActionFailures.loginNotWritten(
            "/github/home/.docker/config.json", "what stands in it is no JSON"));
  }

  private StepExports exports() {
    return new StepExports(environment, new Redactor(masks::add), events::add);
  }

  private static AwsKeys keys(Optional<Secret> token) {
    return new AwsKeys("ASIAEXAMPLE", new Secret("planted-secret"), token);
  }
}
