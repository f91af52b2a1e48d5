package io.github.ecrpush.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.testing.PlainHttp;
import io.github.ecrpush.testing.PlainHttp.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every registry does (OCI distribution 1.1), ours and others. Both repositories are there,
/// and mounts between them are allowed.
abstract class RegistryContract {

  static final String REPOSITORY = "octo/app";
  static final String OTHER_REPOSITORY = "octo/web";

  static final String UPLOADS = "/v2/" + REPOSITORY + "/blobs/uploads/";
  private static final byte[] NOTHING = {};

  private final Random random = new Random(4);

  /// Where the registry is: `http://127.0.0.1:5000`.
  abstract String address();

  /// The headers that let somebody in.
  abstract Map<String, String> login();

  final Reply send(String method, String path, Map<String, String> headers, byte[] body)
      throws IOException {
    var all = new HashMap<>(headers);
    all.putAll(login());
    return PlainHttp.send(method, absolute(path), all, body);
  }

  final Reply send(String method, String path) throws IOException {
    return send(method, path, Map.of(), NOTHING);
  }

  final String absolute(String path) {
    return URI.create(address()).resolve(path).toString();
  }

  /// Follows a registry that sends its bytes from elsewhere.
  final Reply get(String path, Map<String, String> headers) throws IOException {
    var reply = send("GET", path, headers, NOTHING);
    return reply.status() == 307
        ? PlainHttp.send("GET", reply.header("Location"), headers, NOTHING)
        : reply;
  }

  final byte[] bytes(int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  static String with(String location, Digest digest) {
    return location + (location.contains("?") ? "&" : "?") + "digest=" + digest;
  }

  final Digest push(byte[] blob) throws IOException {
    var location = send("POST", UPLOADS).header("Location");
    var reply = send("PUT", with(location, Digest.of(blob)), Map.of(), blob);
    assertThat(reply.status()).isEqualTo(201);
    return Digest.of(blob);
  }

  final byte[] image(Digest config, Digest layer) {
    return """
    {"schemaVersion":2,  "mediaType":"application/vnd.oci.image.manifest.v1+json",
     "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"%s","size":2},
     "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"%s","size":3}]}\
    """
        .formatted(config, layer)
        .getBytes(StandardCharsets.UTF_8);
  }

  final Reply put(String reference, String mediaType, byte[] manifest) throws IOException {
    var path = "/v2/" + REPOSITORY + "/manifests/" + reference;
    return send("PUT", path, Map.of("Content-Type", mediaType), manifest);
  }

  final byte[] pushImage(String tag) throws IOException {
    var config = push("{\"n\":%d}".formatted(random.nextLong()).getBytes(StandardCharsets.UTF_8));
    var manifest = image(config, push(bytes(3)));
    assertThat(put(tag, SandboxClient.OCI_MANIFEST, manifest).status()).isEqualTo(201);
    return manifest;
  }

  @Test
  void says_that_it_is_a_registry() throws IOException {
    var reply = send("GET", "/v2/");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Docker-Distribution-Api-Version")).isEqualTo("registry/2.0");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 70_000, 3_000_000})
  void takes_a_blob_at_once_and_gives_it_back(int size) throws IOException {
    var blob = bytes(size);
    var digest = push(blob);

    var head = send("HEAD", "/v2/" + REPOSITORY + "/blobs/" + digest);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(size));
    assertThat(head.header("Docker-Content-Digest")).isEqualTo(digest.toString());
    assertThat(get("/v2/" + REPOSITORY + "/blobs/" + digest, Map.of()).bytes()).isEqualTo(blob);
  }

  @Test
  void takes_a_blob_in_parts() throws IOException {
    var blob = bytes(50_000);
    var first = send("POST", UPLOADS);
    assertThat(first.status()).isEqualTo(202);

    var one = send("PATCH", first.header("Location"), Map.of(), part(blob, 0, 20_000));
    assertThat(one.status()).isEqualTo(202);
    assertThat(one.header("Range")).isEqualTo("0-19999");
    var two = send("PATCH", one.header("Location"), Map.of(), part(blob, 20_000, 50_000));
    assertThat(two.header("Range")).isEqualTo("0-49999");
    var end = send("PUT", with(two.header("Location"), Digest.of(blob)));

    assertThat(end.status()).isEqualTo(201);
    assertThat(get("/v2/" + REPOSITORY + "/blobs/" + Digest.of(blob), Map.of()).bytes())
        .isEqualTo(blob);
  }

  @Test
  void takes_a_blob_of_unknown_length() throws IOException {
    var blob = bytes(300_000);
    var location = send("POST", UPLOADS).header("Location");
    var stream = BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(blob));
    var patched = PlainHttp.send("PATCH", absolute(location), login(), stream);

    var end = send("PUT", with(patched.header("Location"), Digest.of(blob)));

    assertThat(end.status()).isEqualTo(201);
  }

  static byte[] part(byte[] blob, int from, int to) {
    return java.util.Arrays.copyOfRange(blob, from, to);
  }

  @Test
  void gives_a_part_of_a_blob() throws IOException {
    var blob = bytes(1000);
    var digest = push(blob);

    var part = get("/v2/" + REPOSITORY + "/blobs/" + digest, Map.of("Range", "bytes=100-299"));

    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("Content-Range")).isEqualTo("bytes 100-299/1000");
    assertThat(part.bytes()).isEqualTo(part(blob, 100, 300));
  }

  @Test
  void says_how_much_of_an_upload_is_there() throws IOException {
    var location = send("POST", UPLOADS).header("Location");
    var patched = send("PATCH", location, Map.of(), bytes(100));

    var status = send("GET", patched.header("Location"));

    assertThat(status.status()).isEqualTo(204);
    assertThat(status.header("Range")).isEqualTo("0-99");
  }

  @Test
  void forgets_an_upload_that_is_given_up() throws IOException {
    var location = send("POST", UPLOADS).header("Location");

    assertThat(send("DELETE", location).status()).isEqualTo(204);
    assertThat(send("GET", location).status()).isEqualTo(404);
  }

  @Test
  void refuses_a_blob_that_is_not_what_it_is_said_to_be() throws IOException {
    var location = send("POST", UPLOADS).header("Location");
    var said = Digest.of(bytes(1));

    var reply = send("PUT", with(location, said), Map.of(), bytes(2));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("DIGEST_INVALID");
    assertThat(send("HEAD", "/v2/" + REPOSITORY + "/blobs/" + said).status()).isEqualTo(404);
  }

  @Test
  void does_not_know_blobs_and_manifests_that_nobody_pushed() throws IOException {
    var digest = Digest.of(bytes(7));

    var blob = send("GET", "/v2/" + REPOSITORY + "/blobs/" + digest);
    assertThat(blob.status()).isEqualTo(404);
    assertThat(blob.code()).isEqualTo("BLOB_UNKNOWN");
    var manifest = send("GET", "/v2/" + REPOSITORY + "/manifests/" + digest);
    assertThat(manifest.status()).isEqualTo(404);
    assertThat(manifest.code()).isEqualTo("MANIFEST_UNKNOWN");
    assertThat(send("HEAD", "/v2/" + REPOSITORY + "/manifests/nobody").status()).isEqualTo(404);
  }

  @Test
  void keeps_the_bytes_of_a_manifest() throws IOException {
    var manifest = pushImage("bytes");

    for (var reference : List.of("bytes", Digest.of(manifest).toString())) {
      var accept = Map.of("Accept", SandboxClient.OCI_MANIFEST);
      var path = "/v2/" + REPOSITORY + "/manifests/" + reference;
      var got = send("GET", path, accept, NOTHING);
      assertThat(got.bytes()).isEqualTo(manifest);
      assertThat(got.header("Content-Type")).isEqualTo(SandboxClient.OCI_MANIFEST);
      var head = send("HEAD", path, accept, NOTHING);
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Docker-Content-Digest")).isEqualTo(Digest.of(manifest).toString());
      assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(manifest.length));
    }
  }

  @Test
  void lets_a_tag_move() throws IOException {
    pushImage("moving");
    var second = pushImage("moving");

    var head =
        send(
            "HEAD",
            "/v2/" + REPOSITORY + "/manifests/moving",
            Map.of("Accept", SandboxClient.OCI_MANIFEST),
            NOTHING);
    assertThat(head.header("Docker-Content-Digest")).isEqualTo(Digest.of(second).toString());
  }

  @Test
  void refuses_a_manifest_whose_blobs_are_not_there() throws IOException {
    var manifest = image(Digest.of(bytes(11)), Digest.of(bytes(12)));

    var reply = put("incomplete", SandboxClient.OCI_MANIFEST, manifest);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo("MANIFEST_BLOB_UNKNOWN");
  }

  @Test
  void refuses_a_manifest_under_a_digest_that_it_does_not_have() throws IOException {
    var manifest = image(push(bytes(2)), push(bytes(3)));

    var reply = put(Digest.of(bytes(5)).toString(), SandboxClient.OCI_MANIFEST, manifest);

    assertThat(reply.status()).isEqualTo(400);
  }

  @Test
  void refuses_what_is_no_manifest() throws IOException {
    assertThat(
            put("odd", SandboxClient.OCI_MANIFEST, "no JSON".getBytes(StandardCharsets.UTF_8))
                .status())
        .isEqualTo(400);
  }

  @Test
  void takes_an_index_of_images_that_are_there() throws IOException {
    var child = pushImage("child");
    var index =
        """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[
          {"mediaType":"%s","digest":"%s","size":%d,"platform":{"os":"linux","architecture":"amd64"}}]}
        """
            .formatted(SandboxClient.OCI_MANIFEST, Digest.of(child), child.length)
            .getBytes(StandardCharsets.UTF_8);

    assertThat(put("index", "application/vnd.oci.image.index.v1+json", index).status())
        .isEqualTo(201);
    var missing =
        new String(index, StandardCharsets.UTF_8).replace(Digest.of(child).hex(), "0".repeat(64));
    assertThat(
            put(
                    "broken",
                    "application/vnd.oci.image.index.v1+json",
                    missing.getBytes(StandardCharsets.UTF_8))
                .code())
        .isEqualTo("MANIFEST_BLOB_UNKNOWN");
  }

  @Test
  void mounts_a_blob_of_another_repository() throws IOException {
    var digest = push(bytes(100));

    var mounted =
        send(
            "POST",
            "/v2/%s/blobs/uploads/?mount=%s&from=%s"
                .formatted(OTHER_REPOSITORY, digest, REPOSITORY));

    assertThat(mounted.status()).isEqualTo(201);
    assertThat(send("HEAD", "/v2/" + OTHER_REPOSITORY + "/blobs/" + digest).status())
        .isEqualTo(200);
  }

  @Test
  void falls_back_to_an_upload_when_there_is_nothing_to_mount() throws IOException {
    var reply =
        send(
            "POST",
            "/v2/%s/blobs/uploads/?mount=%s&from=%s"
                .formatted(OTHER_REPOSITORY, Digest.of(bytes(9)), REPOSITORY));

    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.header("Location")).isNotEmpty();
  }

  @Test
  void deletes_a_manifest_by_its_digest() throws IOException {
    var path = "/v2/" + REPOSITORY + "/manifests/" + Digest.of(pushImage("gone"));

    assertThat(send("DELETE", path).status()).isEqualTo(202);
    assertThat(send("GET", path).status()).isEqualTo(404);
    assertThat(send("HEAD", "/v2/" + REPOSITORY + "/manifests/gone").status()).isEqualTo(404);
  }

  private int pushUntilTaken(String tag, Digest config, byte[] blob) throws IOException {
    int status = 0;
    for (int attempt = 0; attempt < tries() && status != 201; attempt++) {
      status = put(tag, SandboxClient.OCI_MANIFEST, image(config, push(blob))).status();
    }
    return status;
  }

  /// How often a client has to push when others push the same.
  int tries() {
    return 1;
  }

  @Test
  void takes_the_same_blob_and_tag_from_many_at_once() throws Exception {
    var blob = bytes(400_000);
    var config = push(bytes(20));
    var tasks = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < 8; i++) {
      tasks.add(() -> pushUntilTaken("crowd", config, blob));
    }

    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var task : threads.invokeAll(tasks)) {
        assertThat(task.get()).isEqualTo(201);
      }
    }

    assertThat(get("/v2/" + REPOSITORY + "/blobs/" + Digest.of(blob), Map.of()).bytes())
        .isEqualTo(blob);
  }
}
