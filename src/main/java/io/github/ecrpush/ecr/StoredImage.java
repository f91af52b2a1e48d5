package io.github.ecrpush.ecr;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.registry.Manifest.Layer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An image as the registry holds it: its bytes were read and have these digests.
///
/// @param size of the manifest in bytes
/// @param config the digest of its configuration, which Docker calls the image's id; nothing for an
///   index
/// @param layers those of a single image
/// @param platforms the images of an index, in its order; none for a single image
public record StoredImage(
    Digest digest,
    MediaType mediaType,
    long size,
    Optional<Digest> config,
    List<Layer> layers,
    Map<Platform, Digest> platforms) {

  public StoredImage {
    layers = List.copyOf(layers);
    platforms = Collections.unmodifiableMap(new LinkedHashMap<>(platforms));
  }

  /// How much its layers take in the registry; nothing for an index.
  public Optional<Long> layerBytes() {
    return config.map(_ -> Layer.bytes(layers));
  }
}
