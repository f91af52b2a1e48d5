package io.github.ecrpush.build;

import io.github.ecrpush.build.BuildRecord.BuildEngine;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.testing.PlainHttp;
import io.github.ecrpush.testing.PlainHttp.Reply;
import java.io.IOException;
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
  private static final int TRIES = 4;
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  private final BuildRequest request;
  private final PlayedEngine engine;
  private final PlayedPull bases;
  private final byte[] layer;
  private final byte[] configuration;
  private final byte[] manifest;

  PlayedBuild(BuildRequest request, PlayedEngine engine, PlayedPull bases) {
    this.request = request;
    this.engine = engine;
    this.bases = bases;
    layer = request.arguments().toString().getBytes(StandardCharsets.UTF_8);
    configuration =
        bytes(
            Map.of(
                "os",
                engine.makesNone() ? "" : "linux",
                "architecture",
                engine.makesNone() ? "" : "amd64",
                "config",
                Map.of("Labels", request.labels()),
                "history",
                List.of(Map.of("created_by", "COPY . . # buildkit")),
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
  public void requirePushByDigest() {}

  @Override
  public BuiltImage build() throws InterruptedException {
    engine.requireWhole(request);
    bases.run();
    engine.count(request);
    return image();
  }

  private BuiltImage image() {
    return new BuiltImage(Digest.of(configuration), Optional.of(Digest.of(manifest)), PLATFORM);
  }

  @Override
  public String lend() {
    return NamedContext.ofImage("played.invalid/" + Digest.of(configuration).hex());
  }

  @Override
  public BuiltImage push(ImageReference name, PushDoor door)
      throws PushRefusedException, InterruptedException {
    engine.letOthersGoFirst();
    if (engine.refuses(name.repository())) {
      throw PushErrors.of(name, "unexpected status: 500 Internal Server Error");
    }
    push(name, door.credential());
    engine.answer();
    if (engine.readsBack()) {
      var _ = door.configOf(name.repository().pinned(Digest.of(manifest)));
    }
    return image();
  }

  private void push(ImageReference name, RegistryCredential login)
      throws PushRefusedException, InterruptedException {
    var repository =
        "http://%s/v2/%s".formatted(name.repository().registry(), name.repository().path());
    var basic = login.username() + ":" + login.password().reveal();
    var authorization =
        "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8));
    var headers = Map.of("Authorization", authorization);
    for (var blob : List.of(layer, configuration)) {
      var head = repository + "/blobs/" + Digest.of(blob);
      if (send(name, "HEAD", head, headers, new byte[0]).status() == 404) {
        upload(name, repository, headers, blob);
      }
    }
    var typed = Map.of("Authorization", authorization, "Content-Type", MANIFEST);
    put(name, repository + "/manifests/" + name.identifier(), typed, manifest);
  }

  private static void upload(
      ImageReference name, String repository, Map<String, String> headers, byte[] blob)
      throws PushRefusedException, InterruptedException {
    var begun = send(name, "POST", repository + "/blobs/uploads/", headers, new byte[0]);
    if (begun.header("Location").isEmpty()) {
      throw PushErrors.of(
          name, "failed to do request: Put \"?digest=\": unsupported protocol scheme \"\"");
    }
    var location = URI.create(repository).resolve(begun.header("Location")).toString();
    put(
        name,
        location + (location.contains("?") ? "&" : "?") + "digest=" + Digest.of(blob),
        headers,
        blob);
  }

  private static void put(ImageReference name, String url, Map<String, String> headers, byte[] body)
      throws PushRefusedException, InterruptedException {
    if (send(name, "PUT", url, headers, body).header("Docker-Content-Digest").isEmpty()) {
      throw PushErrors.of(
          name, "invalid content digest in response: invalid checksum digest format");
    }
  }

  /// Sends it as BuildKit does: a registry that fails or hangs up is asked again a few times, and
  /// what it refuses is said in BuildKit's words.
  private static Reply send(
      ImageReference name, String method, String url, Map<String, String> headers, byte[] body)
      throws PushRefusedException, InterruptedException {
    var said = "";
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      try {
        var reply = PlainHttp.send(method, url, headers, body);
        if (reply.status() < 400 || (reply.status() == 404 && method.equals("HEAD"))) {
          return reply;
        }
        said =
            "unexpected status from %s request to %s: %d %s\n%s"
                .formatted(method, url, reply.status(), phrase(reply.status()), reply.text());
        if (reply.status() < 500) {
          break;
        }
      } catch (IOException e) { // what it says is Java's and not Go's
        if (e.getCause() instanceof InterruptedException stopped) {
          throw stopped;
        }
        said = "failed to do request: %s \"%s\": EOF".formatted(method, url);
      }
    }
    throw PushErrors.of(name, said);
  }

  private static String phrase(int status) {
    return switch (status) {
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 429 -> "Too Many Requests";
      case 500 -> "Internal Server Error";
      case 503 -> "Service Unavailable";
      default -> "refused";
    };
  }

  @Override
  public void forget() {}

  @Override
  public BuildRecord record() {
    var engine = new BuildEngine("28.5.2", "unix", "containerd", Optional.empty());
    return new BuildRecord(engine, List.of(), List.of(), 0);
  }

  @Override
  public void close() {}
}
