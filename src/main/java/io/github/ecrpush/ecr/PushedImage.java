package io.github.ecrpush.ecr;

import io.github.ecrpush.image.Digest;
import java.util.Optional;

/// What a run brings to a repository, as far as it is known before it is there.
///
/// @param manifest its digest, where it is known
/// @param config the digest of its configuration, which tells where the manifest's is not known
public record PushedImage(Optional<Digest> manifest, Optional<Digest> config) {}
