package io.github.ecrpush.buildkit;

import io.github.ecrpush.image.Digest;

/// An image that a build was made from, as BuildKit resolved it.
///
/// @param name as short as Docker knows it: `alpine:3.22`
public record Material(String name, Digest digest) {}
