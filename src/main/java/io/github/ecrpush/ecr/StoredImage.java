package io.github.ecrpush.ecr;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.image.Platform;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An image as the registry holds it: its bytes were read and have these digests.
///
/// @param size of the manifest in bytes
/// @param config the digest of its configuration, which Docker calls the image's id; nothing for an
///   index
/// @param platforms the images of an index, in its order; none for a single image
public record StoredImage(
    Digest digest,
    MediaType mediaType,
    long size,
    Optional<Digest> config,
    Map<Platform, Digest> platforms) {

  public StoredImage {
    platforms = Collections.unmodifiableMap(new LinkedHashMap<>(platforms));
  }
}
