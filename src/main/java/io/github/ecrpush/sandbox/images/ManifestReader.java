package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.images.ImageException.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what a registry has to know of a manifest: its type, and what it refers to.
final class ManifestReader {

  private static final int LARGEST = 4 * 1024 * 1024;

  /// A manifest that was read.
  record Manifest(
      byte[] bytes,
      Digest digest,
      MediaType mediaType,
      List<Digest> blobs,
      StoredImage.Relations relations) {}

  private ManifestReader() {}

  /// Reads a manifest.
  ///
  /// @param declared the media type that came with it
  static Manifest read(byte[] bytes, Optional<String> declared) {
    if (bytes.length > LARGEST) {
      throw new ImageException(
          Fault.MANIFEST_TOO_LARGE,
          "Invalid parameter at 'imageManifest' failed to satisfy constraint: 'Member must have"
              + " length less than or equal to "
              + LARGEST
              + "'");
    }
    var tree = parse(bytes);
    var mediaType = mediaType(tree, declared);
    var blobs = new ArrayList<Digest>();
    var children = new ArrayList<Digest>();
    if (mediaType.isIndex()) {
      for (var child : list(tree, "manifests")) {
        children.add(digest(child));
      }
    } else {
      blobs.add(digest(tree.at("config")));
      for (var layer : list(tree, "layers")) {
        if (layer.at("urls").elements().isEmpty()) { // else it is kept elsewhere
          blobs.add(digest(layer));
        }
      }
    }
    var subject = tree.at("subject");
    var relations =
        new StoredImage.Relations(
            children,
            subject.isMissing() ? Optional.empty() : Optional.of(digest(subject)),
            tree.at("artifactType").text().or(() -> tree.at("config").at("mediaType").text()));
    return new Manifest(bytes, Digest.of(bytes), mediaType, blobs, relations);
  }

  private static JsonTree parse(byte[] bytes) {
    try {
      var tree = Json.parse(bytes);
      if (!tree.isObject()) {
        throw malformed("Invalid JSON syntax");
      }
      if (tree.at("schemaVersion").number().orElse(0L) != 2) {
        throw malformed("Unsupported manifest version");
      }
      return tree;
    } catch (JsonException _) {
      throw malformed("Invalid JSON syntax");
    }
  }

  private static MediaType mediaType(JsonTree tree, Optional<String> declared) {
    var inside = tree.at("mediaType").text();
    var outside = declared.map(type -> type.split(";", 2)[0].strip());
    if (inside.isPresent() && outside.isPresent() && !inside.equals(outside)) {
      throw malformed(
          "The media type '%s' is not that of the manifest, '%s'"
              .formatted(outside.get(), inside.get()));
    }
    var type =
        new MediaType(
            outside.or(() -> inside).orElseThrow(() -> malformed("Media type is missing")));
    if (!MediaType.MANIFESTS.contains(type)) {
      throw malformed("Unsupported media type '" + type + "'");
    }
    return type;
  }

  private static List<JsonTree> list(JsonTree tree, String name) {
    if (!tree.at(name).isArray()) {
      throw malformed("'" + name + "' is missing");
    }
    return tree.at(name).elements();
  }

  private static Digest digest(JsonTree descriptor) {
    try {
      return Digest.parse(descriptor.at("digest").text().orElse(""));
    } catch (IllegalArgumentException _) {
      throw malformed("A descriptor lacks its digest");
    }
  }

  private static ImageException malformed(String constraint) {
    return new ImageException(
        Fault.MANIFEST_MALFORMED,
        "Invalid parameter at 'ImageManifest' failed to satisfy constraint: '%s'"
            .formatted(constraint));
  }
}
