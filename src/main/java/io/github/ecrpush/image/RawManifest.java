package io.github.ecrpush.image;

/// A manifest as the registry gave it. It is bytes first: its digest is the digest of exactly these
/// bytes, so it is never written anew.
public record RawManifest(MediaType mediaType, byte[] bytes, Digest digest) {

  public RawManifest(MediaType mediaType, byte[] bytes) {
    this(mediaType, bytes, Digest.of(bytes));
  }
}
