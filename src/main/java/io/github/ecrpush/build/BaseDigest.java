package io.github.ecrpush.build;

import io.github.ecrpush.image.Digest;

/// What the name of a base image leads to now.
///
/// @param isInRegistry whether its registry says so; otherwise only the engine has it
public record BaseDigest(Digest digest, boolean isInRegistry) {}
