package io.github.ecrpush.image;

import java.util.List;

/// What kind of document some bytes are.
public record MediaType(String value) {

  public static final MediaType OCI_INDEX =
      new MediaType("application/vnd.oci.image.index.v1+json");
  public static final MediaType OCI_MANIFEST =
      new MediaType("application/vnd.oci.image.manifest.v1+json");
  public static final MediaType DOCKER_LIST =
      new MediaType("application/vnd.docker.distribution.manifest.list.v2+json");
  public static final MediaType DOCKER_MANIFEST =
      new MediaType("application/vnd.docker.distribution.manifest.v2+json");

  /// All that a manifest can be. A registry that is asked for fewer may translate, and then the
  /// digest is another one.
  public static final List<MediaType> MANIFESTS =
      List.of(OCI_INDEX, OCI_MANIFEST, DOCKER_LIST, DOCKER_MANIFEST);

  /// Whether this document lists images for several platforms rather than being one.
  public boolean isIndex() {
    return equals(OCI_INDEX) || equals(DOCKER_LIST);
  }

  @Override
  public String toString() {
    return value;
  }
}
