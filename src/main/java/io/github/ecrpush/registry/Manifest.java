package io.github.ecrpush.registry;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.image.RawManifest;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the bytes of a manifest say.
public sealed interface Manifest {

  /// One image; its configuration is what Docker calls the image's id.
  record Image(Digest config, List<Layer> layers) implements Manifest {
    public Image {
      layers = List.copyOf(layers);
    }

    /// How much its layers take in a registry.
    public long bytes() {
      return Layer.bytes(layers);
    }
  }

  /// A layer as the registry holds it, packed.
  record Layer(Digest digest, long size) {

    /// How much they take together.
    public static long bytes(List<Layer> layers) {
      return layers.stream().mapToLong(Layer::size).sum();
    }
  }

  /// A list of images, one for each platform.
  record Index(List<Child> children) implements Manifest {
    public Index {
      children = List.copyOf(children);
    }
  }

  /// An image in an index.
  record Child(Platform platform, Digest digest, MediaType mediaType) {}

  /// Reads a manifest. Children that are no images (attestations, whose platform is unknown) are
  /// left out.
  ///
  /// @throws MalformedAnswerException if it is not what its media type says
  static Manifest parse(RawManifest raw) throws MalformedAnswerException {
    try {
      var document = Json.parse(raw.bytes());
      return raw.mediaType().isIndex() ? index(document) : image(document);
    } catch (JsonException | IllegalArgumentException e) {
      throw new MalformedAnswerException(
          "the manifest %s cannot be read as %s".formatted(raw.digest(), raw.mediaType()));
    }
  }

  /// A single image; nothing for a list, and for whatever cannot be read.
  static Optional<Image> singleOf(RawManifest raw) {
    try {
      return parse(raw) instanceof Image image ? Optional.of(image) : Optional.empty();
    } catch (MalformedAnswerException _) {
      return Optional.empty();
    }
  }

  private static Image image(JsonTree document) {
    return new Image(digest(document.at("config")), layers(document.at("layers")));
  }

  /// None where they cannot be read: nothing but what is told of an image depends on them.
  private static List<Layer> layers(JsonTree list) {
    try {
      return list.elements().stream()
          .map(layer -> new Layer(digest(layer), Math.max(0, layer.at("size").number().orElse(0L))))
          .toList();
    } catch (IllegalArgumentException _) {
      return List.of();
    }
  }

  private static Index index(JsonTree document) {
    if (!document.at("manifests").isArray()) {
      throw new IllegalArgumentException("an index lists `manifests`");
    }
    var children = new ArrayList<Child>();
    for (var child : document.at("manifests").elements()) {
      var platform = child.at("platform");
      var os = platform.at("os").text().orElse("");
      var architecture = platform.at("architecture").text().orElse("");
      if (isKnown(os) && isKnown(architecture)) {
        children.add(
            new Child(
                Platform.of(os, architecture, platform.at("variant").text().orElse("")),
                digest(child),
                new MediaType(child.at("mediaType").text().orElse(""))));
      }
    }
    return new Index(children);
  }

  private static boolean isKnown(String word) {
    return !word.isEmpty() && !word.equals("unknown");
  }

  private static Digest digest(JsonTree descriptor) {
    return Digest.parse(descriptor.at("digest").text().orElse(""));
  }
}
