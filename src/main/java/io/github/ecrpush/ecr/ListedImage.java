package io.github.ecrpush.ecr;

import io.github.ecrpush.image.Digest;
import java.util.Set;

/// An image as a repository lists it, before anything of it is read.
///
/// @param tags that name it, as the registry writes them
public record ListedImage(Digest digest, Set<String> tags) {
  public ListedImage {
    tags = Set.copyOf(tags);
  }
}
