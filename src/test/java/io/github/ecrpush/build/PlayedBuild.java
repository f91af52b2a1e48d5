package io.github.ecrpush.build;

import io.github.ecrpush.build.PushRefusedException.Remedy;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.testing.PlainHttp;
import io.github.ecrpush.testing.PlainHttp.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A small image of what was asked, pushed over the registry's protocol.
final class PlayedBuild implements ImageBuild {

  private static final Platform PLATFORM = Platform.parse("linux/amd64");
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private final PlayedEngine engine;
  private final PlayedPull bases;
  private final byte[] layer;
  private final byte[] configuration;
  private final byte[] manifest;

  PlayedBuild(BuildRequest request, PlayedEngine engine, PlayedPull bases) {
    this.engine = engine;
    this.bases = bases;
    layer = request.arguments().toString().getBytes(StandardCharsets.UTF_8);
    configuration =
        bytes(
            Map.of(
                "os",
                "linux",
                "architecture",
                "amd64",
                "config",
                Map.of("Labels", request.labels()),
                "rootfs",
                Map.of("type", "layers", "diff_ids", List.of(Digest.of(layer).toString()))));
    manifest =
        bytes(
            Map.of(
                "schemaVersion",
                2,
                "mediaType",
                MANIFEST,
                "config",
                descriptor("application/vnd.oci.image.config.v1+json", configuration),
                "layers",
                List.of(descriptor("application/vnd.oci.image.layer.v1.tar", layer))));
  }

  private static Map<String, Object> descriptor(String type, byte[] bytes) {
    return Map.of("mediaType", type, "digest", Digest.of(bytes).toString(), "size", bytes.length);
  }

  private static byte[] bytes(Map<String, ?> document) {
    return Json.write(new TreeMap<>(document)).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public BuiltImage build() throws InterruptedException {
    engine.requireWhole();
    bases.run();
    engine.count();
    return image();
  }

  private BuiltImage image() {
    return new BuiltImage(Digest.of(configuration), Optional.of(Digest.of(manifest)), PLATFORM);
  }

  @Override
  public BuiltImage push(ImageReference.Tagged name, PushDoor door)
      throws PushRefusedException, InterruptedException {
    engine.letOthersGoFirst();
    if (engine.refuses(name.repository())) {
      throw PushErrors.of(name, "unexpected status: 500 Internal Server Error");
    }
    try {
      push(name, door.credential());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return image();
  }

  private void push(ImageReference.Tagged name, RegistryCredential login)
      throws IOException, PushRefusedException {
    var repository =
        "http://%s/v2/%s".formatted(name.repository().registry(), name.repository().path());
    var basic = login.username() + ":" + login.password().reveal();
    var authorization =
        "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8));
    for (var blob : List.of(layer, configuration)) {
      var head = repository + "/blobs/" + Digest.of(blob);
      if (send("HEAD", head, Map.of("Authorization", authorization), new byte[0]).status() == 404) {
        upload(repository, authorization, blob);
      }
    }
    send(
        "PUT",
        repository + "/manifests/" + name.tag(),
        Map.of("Authorization", authorization, "Content-Type", MANIFEST),
        manifest);
  }

  private static void upload(String repository, String authorization, byte[] blob)
      throws IOException, PushRefusedException {
    var headers = Map.of("Authorization", authorization);
    var begun = send("POST", repository + "/blobs/uploads/", headers, new byte[0]);
    var location = URI.create(repository).resolve(begun.header("Location")).toString();
    var end = location + (location.contains("?") ? "&" : "?") + "digest=" + Digest.of(blob);
    send("PUT", end, headers, blob);
  }

  /// What is refused, it says as BuildKit does.
  private static Reply send(String method, String url, Map<String, String> headers, byte[] body)
      throws IOException, PushRefusedException {
    var reply = PlainHttp.send(method, url, headers, body);
    if (reply.status() >= 400 && reply.status() != 404) {
      throw new PushRefusedException(
          "unexpected status from %s request to %s: %d %s\n%s"
              .formatted(
                  method,
                  url,
                  reply.status(),
                  reply.status() == 403 ? "Forbidden" : "refused",
                  reply.text()),
          remedy(reply.status()));
    }
    return reply;
  }

  private static Remedy remedy(int status) {
    return switch (status) {
      case 401 -> Remedy.LOGIN;
      case 429 -> Remedy.TIME;
      default -> Remedy.NONE;
    };
  }

  @Override
  public void close() {}
}
