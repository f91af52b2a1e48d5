package io.github.ecrpush.metadata;

import java.util.Optional;

/// What is known of the repository that an image's source is in.
///
/// @param name its own name, without its owner's; empty when it has none that we know
/// @param url where people find it
/// @param licence its SPDX identifier
/// @param unread why more is not known, as a whole sentence; empty when nothing went wrong
public record RepositoryFacts(
    String name,
    Optional<String> url,
    Optional<String> description,
    Optional<String> licence,
    Optional<String> defaultBranch,
    String unread) {

  /// Of a folder that nobody knows.
  public static final RepositoryFacts NONE =
      new RepositoryFacts(
          "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "");
}
