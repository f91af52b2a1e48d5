package io.github.ecrpush.wire;

import io.github.ecrpush.build.BuildRecord;
import io.github.ecrpush.build.BuildRecord.BuildEngine;
import io.github.ecrpush.build.BuiltImage;
import io.github.ecrpush.build.ImageBuild;
import io.github.ecrpush.build.PushDoor;
import io.github.ecrpush.http.HttpRequest;
import io.github.ecrpush.http.HttpResponse;
import io.github.ecrpush.http.HttpTransport;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;
import io.github.ecrpush.image.Platform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The one image of all these runs: what an engine builds, and what a registry answers with
/// whatever it is asked for.
final class PlayedImage implements ImageBuild, HttpTransport {

  static final String MEDIA_TYPE = "application/vnd.oci.image.manifest.v1+json";
  private static final String CONFIGURATION =
      """
      {"os":"linux","architecture":"amd64","config":{"Labels":\
      {"org.opencontainers.image.revision":"%s"}}}\
      """
          .formatted("1".repeat(40));
  static final String MANIFEST =
      """
      {"schemaVersion":2,"mediaType":"%s","config":{"mediaType":\
      "application/vnd.oci.image.config.v1+json","digest":"%s","size":%d},"layers":[]}\
      """
          .formatted(MEDIA_TYPE, digest(CONFIGURATION), CONFIGURATION.length());
  static final String DIGEST = digest(MANIFEST);

  private static String digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8)).toString();
  }

  @Override
  public BuiltImage build() {
    return new BuiltImage(
        Digest.parse(digest(CONFIGURATION)),
        Optional.of(Digest.parse(DIGEST)),
        Platform.parse("linux/amd64"));
  }

  @Override
  public void requirePushByDigest() {}

  @Override
  public String lend() {
    return "docker-image://played.invalid/image";
  }

  @Override
  public BuiltImage push(ImageReference name, PushDoor door) {
    return build();
  }

  @Override
  public <T> T send(HttpRequest request, Reading<T> reading) throws IOException {
    var text = request.uri().getPath().contains("/blobs/") ? CONFIGURATION : MANIFEST;
    var headers =
        Map.of("Content-Type", List.of(MEDIA_TYPE), "Docker-Content-Digest", List.of(digest(text)));
    var body = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return reading.read(new HttpResponse(200, headers, body));
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
