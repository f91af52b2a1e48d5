package io.github.ecrpush.operation;

import java.util.Optional;

/// What an image is built from.
///
/// @param repository the source repository's name, empty when it has none that we know
/// @param sha the full name of the commit, when there is one
public record Commit(String repository, Optional<String> sha) {}
