package io.github.ecrpush.sandbox;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.testing.PlainHttp;
import io.github.ecrpush.testing.PlainHttp.Reply;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/// Talks to a sandbox as a job on GitHub would, with the AWS SDK and plain HTTP.
final class SandboxClient {

  static final byte[] NOTHING = {};

  static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private final Map<String, String> environment;

  SandboxClient(Sandbox sandbox) {
    this(sandbox.environment());
  }

  /// A client of a sandbox that runs elsewhere.
  SandboxClient(Map<String, String> environment) {
    this.environment = environment;
  }

  String address() {
    return environment.getOrDefault("AWS_ENDPOINT_URL", "");
  }

  String idToken(String audience) throws IOException {
    var url = environment.get("ACTIONS_ID_TOKEN_REQUEST_URL") + "&audience=" + audience;
    var bearer = "Bearer " + environment.get("ACTIONS_ID_TOKEN_REQUEST_TOKEN");
    var reply = PlainHttp.send("GET", url, Map.of("Authorization", bearer), NOTHING);
    return Json.parse(reply.bytes()).at("value").text().orElseThrow();
  }

  StsClient sts(AwsCredentials credentials) {
    return configured(StsClient.builder())
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .build();
  }

  EcrClient ecr(AwsCredentials credentials) {
    return configured(EcrClient.builder())
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .build();
  }

  private <B extends AwsClientBuilder<B, ?>> B configured(B builder) {
    if (builder
        instanceof software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder<?, ?> sync) {
      sync.httpClient(UrlConnectionHttpClient.create());
    }
    return builder
        .endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL")))
        .region(Region.of(environment.get("AWS_REGION")))
        .overrideConfiguration(config -> config.retryStrategy(RetryMode.STANDARD));
  }

  AssumeRoleWithWebIdentityResponse assumeRole(String token) {
    return assumeRole(environment.getOrDefault("ECR_PUSH_SANDBOX_ROLE", ""), token);
  }

  AssumeRoleWithWebIdentityResponse assumeRole(String role, String token) {
    try (var sts =
        configured(StsClient.builder())
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build()) {
      return sts.assumeRoleWithWebIdentity(
          request -> request.roleArn(role).roleSessionName("run-1").webIdentityToken(token));
    }
  }

  AwsCredentials session() throws IOException {
    return credentials(assumeRole(idToken("sts.amazonaws.com")));
  }

  static AwsCredentials credentials(AssumeRoleWithWebIdentityResponse response) {
    var keys = response.credentials();
    return AwsSessionCredentials.create(
        keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken());
  }

  static AwsCredentials keys(String id, String secret) {
    return AwsBasicCredentials.create(id, secret);
  }

  /// The value of an `Authorization` header that opens the registry.
  String login() throws IOException {
    try (var ecr = ecr(session())) {
      return "Basic "
          + ecr.getAuthorizationToken().authorizationData().getFirst().authorizationToken();
    }
  }

  /// A call to the registry by somebody who is logged in.
  Reply registry(String method, String path, String login, Map<String, String> headers, byte[] body)
      throws IOException {
    var all = new HashMap<>(headers);
    all.put("Authorization", login);
    return PlainHttp.send(method, environment.get("AWS_ENDPOINT_URL") + path, all, body);
  }

  Reply registry(String method, String path, String login) throws IOException {
    return registry(method, path, login, Map.of(), NOTHING);
  }

  /// A blob, from wherever the registry sends its bytes.
  Reply blob(String repository, Digest digest, String login) throws IOException {
    var where = registry("GET", "/v2/" + repository + "/blobs/" + digest, login);
    return where.status() == 307
        ? PlainHttp.send("GET", where.header("Location"), Map.of(), NOTHING)
        : where;
  }

  /// Pushes a blob by POST and PUT.
  Digest pushBlob(String repository, String login, byte[] bytes) throws IOException {
    var begun =
        registry("POST", "/v2/" + repository + "/blobs/uploads/", login, Map.of(), new byte[0]);
    var digest = Digest.of(bytes);
    registry("PUT", begun.header("Location") + "?digest=" + digest, login, Map.of(), bytes);
    return digest;
  }

  /// Pushes a small image with this text in its only layer.
  Digest pushImage(String repository, String reference, String login, String text)
      throws IOException {
    var manifest = image(repository, login, text);
    var reply = pushManifest(repository, reference, login, manifest);
    if (reply.status() != 201) {
      throw new IOException(reply.status() + " " + reply.text());
    }
    return Digest.of(manifest);
  }

  /// Pushes the blobs of a small image and gives its manifest.
  byte[] image(String repository, String login, String text) throws IOException {
    var layer = text.getBytes(StandardCharsets.UTF_8);
    var config = "{\"architecture\":\"amd64\",\"os\":\"linux\"}".getBytes(StandardCharsets.UTF_8);
    pushBlob(repository, login, layer);
    pushBlob(repository, login, config);
    return """
    {"schemaVersion":2,"mediaType":"%s",
     "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":%d},
     "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":%d}]}
    """
        .formatted(OCI_MANIFEST, Digest.of(config), config.length, Digest.of(layer), layer.length)
        .getBytes(StandardCharsets.UTF_8);
  }

  Reply pushManifest(String repository, String reference, String login, byte[] manifest)
      throws IOException {
    return registry(
        "PUT",
        "/v2/" + repository + "/manifests/" + reference,
        login,
        Map.of("Content-Type", OCI_MANIFEST),
        manifest);
  }
}
