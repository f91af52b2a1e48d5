package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;

/// What is in a sandbox's registry, read with the AWS SDK and plain HTTP, and none of our own code.
public final class RegistryView {

  private static final String MANIFESTS =
      "application/vnd.docker.distribution.manifest.v2+json,"
          + "application/vnd.oci.image.manifest.v1+json,"
          + "application/vnd.docker.distribution.manifest.list.v2+json,"
          + "application/vnd.oci.image.index.v1+json";

  private final Map<String, String> environment;
  private @Nullable String login;

  RegistryView(Map<String, String> environment) {
    this.environment = environment;
  }

  EcrClient ecr() {
    return EcrClient.builder()
        .httpClient(UrlConnectionHttpClient.create())
        .endpointOverride(URI.create(environment.getOrDefault("AWS_ENDPOINT_URL", "")))
        .region(Region.of(environment.getOrDefault("AWS_REGION", "")))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(SandboxProcess.KEY, SandboxProcess.KEY_SECRET)))
        .build();
  }

  /// Our login, in Base64. It is good for hours.
  public String login() {
    var known = login;
    if (known == null) {
      try (var ecr = ecr()) {
        known = ecr.getAuthorizationToken().authorizationData().getFirst().authorizationToken();
      }
      login = known;
    }
    return known;
  }

  /// The digest that the registry says a tag or digest has.
  public String digest(String repository, String reference) throws IOException {
    var connection = open("HEAD", repository + "/manifests/" + reference);
    assertThat(connection.getResponseCode()).as(reference).isEqualTo(200);
    return String.valueOf(connection.getHeaderField("Docker-Content-Digest"));
  }

  public boolean has(String repository, String reference) throws IOException {
    return open("HEAD", repository + "/manifests/" + reference).getResponseCode() == 200;
  }

  byte[] manifest(String repository, String reference) throws IOException {
    return get(repository + "/manifests/" + reference);
  }

  byte[] blob(String repository, String digest) throws IOException {
    return get(repository + "/blobs/" + digest);
  }

  /// The configuration of a single image: its labels, its history.
  public JsonTree config(String repository, String reference) throws IOException {
    return Json.parse(configText(repository, reference));
  }

  public String configText(String repository, String reference) throws IOException {
    var manifest = Json.parse(manifest(repository, reference));
    var digest = manifest.at("config").at("digest").text().orElseThrow();
    return new String(blob(repository, digest), StandardCharsets.UTF_8);
  }

  /// All layers of an image unpacked, one after the other, as far as they are text.
  public String layers(String repository, String reference) throws IOException {
    var manifest = Json.parse(manifest(repository, reference));
    return manifest.at("layers").elements().stream()
        .map(layer -> unpacked(repository, layer.at("digest").text().orElseThrow()))
        .collect(Collectors.joining());
  }

  private String unpacked(String repository, String digest) {
    try (var bytes = new GZIPInputStream(new ByteArrayInputStream(blob(repository, digest)))) {
      return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(digest, e);
    }
  }

  /// Fails unless a digest and tags all lead to bytes that hash to that digest.
  public void assertHolds(String repository, String digest, List<String> tags) throws IOException {
    assertThat(digest(repository, digest)).isEqualTo(digest);
    assertThat(Digest.of(manifest(repository, digest))).hasToString(digest);
    for (var tag : tags) {
      assertThat(digest(repository, tag)).as(tag).isEqualTo(digest);
      assertThat(Digest.of(manifest(repository, tag))).as(tag).hasToString(digest);
    }
  }

  private byte[] get(String path) throws IOException {
    var connection = open("GET", path);
    assertThat(connection.getResponseCode()).as(path).isEqualTo(200);
    try (var body = connection.getInputStream()) {
      return body.readAllBytes();
    }
  }

  private HttpURLConnection open(String method, String path) throws IOException {
    var url = "http://" + environment.get("ECR_PUSH_SANDBOX_REGISTRY") + "/v2/" + path;
    var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setRequestProperty("Accept", MANIFESTS);
    connection.setRequestProperty("Authorization", "Basic " + login());
    return connection;
  }
}
