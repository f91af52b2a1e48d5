package io.github.ecrpush.operation;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.registry.Manifest.Layer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An image that was read back from its registry: what is said of it here was hashed, not believed.
///
/// @param size of the manifest in bytes
/// @param platforms the digest for each platform
/// @param imageId the digest of the configuration, when there is one image and not a list of them
/// @param layers those of the one image
/// @param labels those of an image that this run did not build
public record VerifiedImage(
    ImageReference.Pinned reference,
    MediaType mediaType,
    long size,
    Map<Platform, Digest> platforms,
    Optional<Digest> imageId,
    List<Layer> layers,
    Map<String, String> labels) {

  public VerifiedImage {
    platforms = Map.copyOf(platforms);
    layers = List.copyOf(layers);
    labels = Map.copyOf(labels);
  }

  /// How much its layers take in the registry; nothing for an index.
  Optional<Long> layerBytes() {
    return imageId.map(_ -> Layer.bytes(layers));
  }

  /// Whether this run found it and did not build it.
  public boolean isFound() {
    return !labels.isEmpty();
  }

  boolean isLabelled(String label, String value) {
    return value.equals(labels.get(label));
  }

  /// The commit that an image which was found says it was built from.
  public Optional<String> commit() {
    return Optional.ofNullable(labels.get(BuildRequestReader.REVISION));
  }
}
