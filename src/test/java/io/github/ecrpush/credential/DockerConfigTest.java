package io.github.ecrpush.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.image.RegistryHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerConfigTest {

  private static final String GHCR = "ghcr.io";
  private static final String HUB = "registry-1.docker.io";

  @TempDir private Path home;

  private final Map<String, String> environment = new HashMap<>();
  private final List<String> warnings = new CopyOnWriteArrayList<>();

  @BeforeEach
  void be_at_home() {
    environment.put("HOME", home.toString());
    environment.put("PATH", home.resolve("bin") + ":/usr/bin:/bin");
  }

  @Test
  void reads_what_docker_login_wrote() throws Exception {
    config("{\"auths\": {\"ghcr.io\": {\"auth\": \"" + base64("octocat:pass:word") + "\"}}}");
    assertThat(find(GHCR)).contains(login("octocat", "pass:word"));
    assertThat(find("quay.io")).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void prefers_an_identity_token() throws Exception {
    config(
        "{\"auths\": {\"https://ghcr.io/v2/\": {\"auth\": \""
            + base64("u:p")
            + "\", \"identitytoken\": \"tok\"}}}");
    assertThat(find(GHCR)).contains(login("", "tok"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://index.docker.io/v1/", "docker.io", "index.docker.io"})
  void knows_docker_hub_by_all_its_names(String key) throws Exception {
    config("{\"auths\": {\"" + key + "\": {\"auth\": \"" + base64("u:p") + "\"}}}");
    assertThat(find(HUB)).contains(login("u", "p"));
  }

  @Test
  void reads_the_folder_that_a_variable_names() throws Exception {
    config("{}");
    environment.put("DOCKER_CONFIG", home.resolve("elsewhere").toString());
    write("elsewhere/config.json", "{\"auths\": {\"ghcr.io\": {\"identitytoken\": \"t\"}}}");
    assertThat(find(GHCR)).contains(login("", "t"));
  }

  @Test
  void knows_nobody_where_there_is_no_configuration() throws Exception {
    assertThat(find(GHCR)).isEmpty();
    environment.clear();
    assertThat(find(GHCR)).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void reads_nothing_before_it_is_asked() throws Exception {
    var source = DockerConfig.from(environment, warnings::add);
    config("{\"auths\": {\"ghcr.io\": {\"identitytoken\": \"t\"}}}");
    assertThat(source.find(new RegistryHost(GHCR))).contains(login("", "t"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"auths\": {\"ghcr.io\": {\"auth\": \"*hunter2*\"}}}",
        "{\"auths\": {\"ghcr.io\": {\"auth\": \"aHVudGVyMg==\"}}}",
        "{\"auths\": {\"ghcr.io\": {\"auth\": hunter2}}}"
      })
  void warns_once_about_a_configuration_it_cannot_read(String text) throws Exception {
    config(text);
    var source = DockerConfig.from(environment, warnings::add);
    assertThat(source.find(new RegistryHost(GHCR))).isEmpty();
    assertThat(source.find(new RegistryHost(GHCR))).isEmpty();
    assertThat(warnings).singleElement().asString().contains("config.json");
    assertThat(warnings.toString()).doesNotContain("hunter2", "aHVudGVyMg");
  }

  @Test
  void does_not_mind_shapes_that_mean_nothing() throws Exception {
    config("{\"auths\": [], \"credHelpers\": 7, \"credsStore\": {}}");
    assertThat(find(GHCR)).isEmpty();
    config("{\"auths\": {\"ghcr.io\": {}, \"a b\": {\"auth\": \"*\"}}}");
    assertThat(find(GHCR)).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @Test
  void asks_the_helper_of_the_registry_before_the_one_of_all() throws Exception {
    helper("one", "echo '{\"Username\":\"one\",\"Secret\":\"'$(cat)'\"}'");
    helper("all", "echo '{\"Username\":\"<token>\",\"Secret\":\"'$(cat)'\"}'");
    config("{\"credsStore\": \"all\", \"credHelpers\": {\"ghcr.io\": \"one\"}}");
    assertThat(find(GHCR)).contains(login("one", "ghcr.io"));
    assertThat(find("quay.io")).contains(login("", "quay.io"));
    assertThat(find(HUB)).contains(login("", "https://index.docker.io/v1/"));
  }

  @Test
  void a_helper_that_has_no_login_is_no_fault() throws Exception {
    helper("all", "echo 'credentials not found in native keychain'; exit 1");
    config("{\"credsStore\": \"all\"}");
    assertThat(find(GHCR)).isEmpty();
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo hunter2; echo hunter2 >&2; exit 3",
        "echo hunter2",
        "echo '{\"Secret\": hunter2}'",
        "kill -9 $$",
        "head -c 3000000 /dev/zero"
      })
  void a_helper_that_fails_is_named_and_its_words_are_not_repeated(String script) throws Exception {
    helper("all", script);
    config("{\"credsStore\": \"all\"}");
    assertThat(find(GHCR)).isEmpty();
    assertThat(warnings).singleElement().asString().contains("`docker-credential-all`", GHCR);
    assertThat(warnings.toString()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing", "../evil", "/bin/sh", "a b", "\\u001b[31m"})
  void a_helper_that_is_not_on_the_path_is_not_run(String name) throws Exception {
    helper("all", "touch " + home.resolve("ran"));
    Files.copy(home.resolve("bin/docker-credential-all"), home.resolve("evil"));
    config("{\"credsStore\": \"" + name + "\"}");
    assertThat(find(GHCR)).isEmpty();
    assertThat(warnings).singleElement().asString().contains("is not on the `PATH`");
    assertThat(warnings.toString()).doesNotContain("\u001b");
    assertThat(home.resolve("ran")).doesNotExist();
  }

  @Test
  void does_not_look_for_helpers_where_the_run_happens_to_stand() throws Exception {
    helper("all", "echo '{\"Username\":\"u\",\"Secret\":\"s\"}'");
    var here = Path.of("").toAbsolutePath().relativize(home.toRealPath().resolve("bin"));
    environment.put("PATH", here + "::.");
    config("{\"credsStore\": \"all\"}");
    assertThat(find(GHCR)).isEmpty();
  }

  @Test
  void a_helper_is_not_given_our_secrets() throws Exception {
    environment.put("AWS_SECRET_ACCESS_KEY", "aws");
    environment.put("AWS_PROFILE", "work");
    environment.put("ACTIONS_ID_TOKEN_REQUEST_TOKEN", "actions");
    environment.put("GITHUB_TOKEN", "github");
    environment.put("HTTPS_PROXY", "http://proxy:1");
    for (var name : List.of("pass", "ecr-login")) {
      helper(name, "env > " + home.resolve(name + ".env") + "; echo '{}'");
    }
    config("{\"credsStore\": \"pass\", \"credHelpers\": {\"ghcr.io\": \"ecr-login\"}}");

    assertThat(find("quay.io")).isEmpty();
    assertThat(find(GHCR)).isEmpty();

    assertThat(Files.readString(home.resolve("pass.env")))
        .contains("HOME=" + home, "HTTPS_PROXY=http://proxy:1")
        .doesNotContain("AWS_", "ACTIONS_", "GITHUB_");
    assertThat(Files.readString(home.resolve("ecr-login.env")))
        .contains("AWS_SECRET_ACCESS_KEY=aws", "AWS_PROFILE=work")
        .doesNotContain("ACTIONS_", "GITHUB_");
  }

  @Test
  @Timeout(5)
  void a_helper_that_hangs_is_stopped() throws Exception {
    helper("slow", "echo $$ > " + home.resolve("pid") + "; exec sleep 60");
    var helper = new CredentialHelper("slow", environment, home);
    assertThatThrownBy(() -> helper.get(GHCR, Duration.ofSeconds(1)))
        .isInstanceOf(HelperException.class)
        .hasMessageContaining("did not answer within 1 second");
    assertGone();
  }

  @Test
  @Timeout(5)
  void a_helper_is_stopped_when_nobody_waits_for_it_any_more() throws Exception {
    helper("slow", "echo $$ > " + home.resolve("pid") + "; exec sleep 60");
    config("{\"credsStore\": \"slow\"}");
    var thrown = new CopyOnWriteArrayList<Throwable>();
    var asking =
        Thread.ofPlatform()
            .start(() -> {
              try {
                find(GHCR);
              } catch (InterruptedException e) {
                thrown.add(e);
              }
            });
    while (!Files.exists(home.resolve("pid")) || Files.size(home.resolve("pid")) == 0) {
      Thread.sleep(10);
    }
    asking.interrupt();
    asking.join(2000);
    assertThat(thrown).hasSize(1);
    assertGone();
  }

  private void assertGone() throws Exception {
    long pid = Long.parseLong(Files.readString(home.resolve("pid")).strip());
    var process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      process.get().onExit().get();
    }
  }

  private Optional<RegistryCredential> find(String host) throws InterruptedException {
    return DockerConfig.from(environment, warnings::add).find(new RegistryHost(host));
  }

  private void config(String text) throws IOException {
    write(".docker/config.json", text);
  }

  private void helper(String name, String script) throws IOException {
    var file = write("bin/docker-credential-" + name, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path write(String name, String text) throws IOException {
    var file = home.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    return Files.writeString(file, text);
  }

  private static String base64(String text) {
    return Base64.getEncoder()
        .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static RegistryCredential login(String username, String password) {
    return new RegistryCredential(username, new Secret(password));
  }
}
