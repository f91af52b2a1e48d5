package io.github.ecrpush.train;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.train.FakeEngine.Store;
import java.util.List;
import java.util.Map;

/// An image that is good enough for a registry: its layer is no archive. Each store has its own
/// words for the same things.
record TinyImage(String type, byte[] layer, byte[] config, byte[] manifest) {

  TinyImage(Store store) {
    this(store == Store.GRAPH ? "docker" : "oci", "a layer".getBytes(UTF_8));
  }

  private TinyImage(String kind, byte[] layer) {
    this(kind, layer, config(layer));
  }

  private TinyImage(String kind, byte[] layer, byte[] config) {
    this(type(kind, "manifest"), layer, config, manifest(kind, layer, config));
  }

  /// By which the engine knows it.
  Digest id() {
    return Digest.of(config);
  }

  /// By which registries know it.
  Digest digest() {
    return Digest.of(manifest);
  }

  private static byte[] config(byte[] layer) {
    return bytes(
        Map.of(
            "architecture",
            "amd64",
            "os",
            "linux",
            "config",
            Map.of("Labels", Map.of("trained", "yes")),
            "rootfs",
            Map.of("type", "layers", "diff_ids", List.of(Digest.of(layer).toString()))));
  }

  private static byte[] manifest(String kind, byte[] layer, byte[] config) {
    return bytes(
        Map.of(
            "schemaVersion", 2,
            "mediaType", type(kind, "manifest"),
            "config", descriptor(type(kind, "config"), config),
            "layers", List.of(descriptor(type(kind, "layer"), layer))));
  }

  private static String type(String kind, String part) {
    return switch (kind + " " + part) {
      case "docker manifest" -> "application/vnd.docker.distribution.manifest.v2+json";
      case "docker config" -> "application/vnd.docker.container.image.v1+json";
      case "docker layer" -> "application/vnd.docker.image.rootfs.diff.tar.gzip";
      case "oci manifest" -> "application/vnd.oci.image.manifest.v1+json";
      case "oci config" -> "application/vnd.oci.image.config.v1+json";
      default -> "application/vnd.oci.image.layer.v1.tar+gzip";
    };
  }

  private static Map<String, Object> descriptor(String type, byte[] content) {
    return Map.of(
        "mediaType", type, "size", content.length, "digest", Digest.of(content).toString());
  }

  private static byte[] bytes(Map<String, Object> tree) {
    return Json.write(tree).getBytes(UTF_8);
  }
}
