package io.github.ecrpush.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.testing.PlainHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/// A registry for each account and region.
class SandboxRegistriesTest {

  @TempDir private Path data;
  private Sandbox sandbox;
  private SandboxClient client;
  private AwsCredentials session;

  @BeforeEach
  void start() throws IOException {
    sandbox =
        Sandbox.start(
            SandboxSettings.in(data).withRepositories("octo/app"), InstantSource.system());
    client = new SandboxClient(sandbox);
    session = client.session();
  }

  @AfterEach
  void end() {
    sandbox.close();
  }

  private EcrClient ecr(String region) {
    var environment = new HashMap<>(sandbox.environment());
    environment.put("AWS_REGION", region);
    return new SandboxClient(environment).ecr(session);
  }

  /// A client that speaks to the host of another registry.
  private SandboxClient at(String registry) {
    var environment = new HashMap<>(sandbox.environment());
    environment.put("AWS_ENDPOINT_URL", "http://" + registry);
    return new SandboxClient(environment);
  }

  private static String host(Repository repository) {
    return repository.repositoryUri().split("/", 2)[0];
  }

  private Repository made(String region, String name) {
    try (var ecr = ecr(region)) {
      return ecr.createRepository(request -> request.repositoryName(name)).repository();
    }
  }

  @Test
  void keeps_the_regions_of_an_account_apart() throws IOException {
    var paris = made("eu-west-3", "octo/paris");

    assertThat(paris.repositoryArn())
        .isEqualTo("arn:aws:ecr:eu-west-3:123456789012:repository/octo/paris");
    assertThat(host(paris)).startsWith("127.0.0.1:").isNotEqualTo(sandbox.registry());
    try (var ecr = ecr("eu-west-3");
        var home = ecr("eu-west-1")) {
      assertThat(ecr.describeRepositories().repositories())
          .extracting(Repository::repositoryName)
          .containsExactly("octo/paris");
      assertThat(home.describeRepositories().repositories())
          .extracting(Repository::repositoryName)
          .containsExactly("octo/app");
      assertThat(ecr.getAuthorizationToken().authorizationData().getFirst().proxyEndpoint())
          .isEqualTo("http://" + host(paris));
    }
    var login = client.login();
    at(host(paris)).pushImage("octo/paris", "v1", login, "bonjour");
    assertThat(at(host(paris)).registry("GET", "/v2/octo/paris/tags/list", login).text())
        .contains("v1");
    assertThat(client.registry("GET", "/v2/octo/paris/tags/list", login).status()).isEqualTo(404);
    assertThat(at(host(paris)).registry("GET", "/v2/octo/app/tags/list", login).status())
        .isEqualTo(404);
  }

  @Test
  void names_the_partition_of_a_region_in_its_arns() {
    assertThat(made("cn-north-1", "octo/cn").repositoryArn())
        .isEqualTo("arn:aws-cn:ecr:cn-north-1:123456789012:repository/octo/cn");
    assertThat(made("us-gov-west-1", "octo/gov").repositoryArn())
        .isEqualTo("arn:aws-us-gov:ecr:us-gov-west-1:123456789012:repository/octo/gov");
  }

  @Test
  void answers_the_api_on_every_host() {
    var paris = made("eu-west-3", "octo/paris");

    try (var ecr = at(host(paris)).ecr(session)) {
      assertThat(ecr.describeRepositories().repositories())
          .extracting(Repository::repositoryName)
          .containsExactly("octo/app");
    }
  }

  @Test
  void signs_a_layers_address_for_its_own_registry() throws IOException {
    var paris = made("eu-west-3", "octo/app");
    var login = client.login();
    var there = at(host(paris));
    var layer = there.pushBlob("octo/app", login, new byte[] {1, 2, 3});
    client.pushBlob("octo/app", login, new byte[] {1, 2, 3});
    var address = there.registry("GET", "/v2/octo/app/blobs/" + layer, login).header("Location");

    assertThat(PlainHttp.send("GET", address, Map.of(), new byte[0]).bytes())
        .containsExactly(1, 2, 3);
    var elsewhere = address.replace(host(paris), sandbox.registry());
    assertThat(PlainHttp.send("GET", elsewhere, Map.of(), new byte[0]).status()).isEqualTo(403);
  }

  @Test
  void keeps_what_every_registry_has_over_a_restart() throws IOException {
    var paris = made("eu-west-3", "octo/paris");
    at(host(paris)).pushImage("octo/paris", "v1", client.login(), "bonjour");
    sandbox.close();
    start();

    try (var ecr = ecr("eu-west-3")) {
      assertThat(
              ecr.listImages(request -> request.repositoryName("octo/paris"))
                  .imageIds()
                  .getFirst()
                  .imageTag())
          .isEqualTo("v1");
    }
    assertThat(data.resolve("registries").resolve("123456789012-eu-west-3")).isDirectory();
    assertThat(data.resolve("repositories")).isDirectory();
  }

  @Test
  void opens_no_registry_for_a_stranger_who_may_not_enter() {
    try (var ecr = ecr("eu-west-1")) {
      assertThatThrownBy(() ->
              ecr.describeRepositories(
                  request -> request.registryId("999999999999").repositoryNames("octo/app")))
          .isInstanceOfSatisfying(
              EcrException.class,
              e ->
                  assertThat(e.awsErrorDetails().errorMessage())
                      .isEqualTo(
                          "User: arn:aws:sts::123456789012:assumed-role/sandbox/run-1 is not"
                              + " authorized to perform: ecr:DescribeRepositories on resource:"
                              + " arn:aws:ecr:eu-west-1:999999999999:repository/octo/app because"
                              + " no resource-based policy allows the ecr:DescribeRepositories"
                              + " action"));
    }
    assertThat(Files.exists(data.resolve("registries"))).isFalse();
  }

  @Test
  @SuppressWarnings("deprecation") // the only way to the host of another account's registry
  void gives_a_login_for_each_registry_that_is_asked_for() {
    try (var ecr = ecr("eu-west-1")) {
      var endpoints =
          ecr
              .getAuthorizationToken(
                  request -> request.registryIds(List.of("123456789012", "111122223333")))
              .authorizationData()
              .stream()
              .map(each -> each.proxyEndpoint())
              .toList();

      assertThat(endpoints.getFirst()).isEqualTo(sandbox.address());
      assertThat(endpoints.getLast()).isNotEqualTo(sandbox.address()).startsWith("http://127.");
    }
  }

  @Test
  void knows_no_repository_of_another_region() {
    made("eu-west-3", "octo/paris");

    try (var ecr = ecr("eu-west-1")) {
      assertThatThrownBy(
              () -> ecr.describeRepositories(request -> request.repositoryNames("octo/paris")))
          .isInstanceOf(RepositoryNotFoundException.class);
    }
  }

  /// Makes a repository of another account, as that account would, and gives it a policy.
  private void makeForeign(String name, String policy) throws IOException {
    var theirs = data.resolve("theirs");
    var settings = SandboxSettings.in(theirs).withAccount("999999999999").withRepositories(name);
    try (var other = Sandbox.start(settings, InstantSource.system())) {
      var its = new SandboxClient(other);
      its.pushImage(name, "v1", its.login(), "theirs");
      try (var ecr = its.ecr(its.session())) {
        ecr.setRepositoryPolicy(request -> request.repositoryName(name).policyText(policy));
      }
    }
    var place = data.resolve("registries").resolve("999999999999-eu-west-1");
    Files.createDirectories(place);
    Files.move(theirs.resolve("repositories"), place.resolve("repositories"));
  }

  @Test
  @SuppressWarnings("deprecation") // the only way to the host of another account's registry
  void lets_another_account_do_what_a_repositorys_policy_lets_it_do() throws IOException {
    makeForeign(
        "their/app",
        "{\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"AWS\":\"arn:aws:iam::123456789012:root\"},"
            + "\"Action\":[\"ecr:ListImages\",\"ecr:BatchGetImage\"]}]}");
    var login = client.login();

    try (var ecr = ecr("eu-west-1")) {
      assertThat(
              ecr.listImages(
                      request -> request.registryId("999999999999").repositoryName("their/app"))
                  .imageIds())
          .hasSize(1);
      assertThatThrownBy(() ->
              ecr.putImageTagMutability(request ->
                  request
                      .registryId("999999999999")
                      .repositoryName("their/app")
                      .imageTagMutability("IMMUTABLE")))
          .hasMessageContaining(
              "is not authorized to perform: ecr:PutImageTagMutability on resource:"
                  + " arn:aws:ecr:eu-west-1:999999999999:repository/their/app");
      var host =
          ecr.getAuthorizationToken(request -> request.registryIds("999999999999"))
              .authorizationData()
              .getFirst()
              .proxyEndpoint()
              .replace("http://", "");
      assertThat(at(host).registry("GET", "/v2/their/app/manifests/v1", login).status())
          .isEqualTo(200);
      var begun =
          at(host).registry("POST", "/v2/their/app/blobs/uploads/", login, Map.of(), new byte[0]);
      assertThat(begun.status()).isEqualTo(403);
      assertThat(begun.text())
          .contains("DENIED")
          .contains("is not authorized to perform: ecr:InitiateLayerUpload on resource");
    }
  }
}
