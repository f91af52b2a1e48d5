package io.github.ecrpush.ecr;

import io.github.ecrpush.ecr.settings.Encryption;
import io.github.ecrpush.json.JsonTree;
import java.util.Map;
import java.util.Optional;

/// A repository with its settings, as far as they were asked for.
///
/// @param encryption nothing when it is of a kind that we do not know
/// @param policy nothing when there is none
/// @param lifecycle the text of the policy; nothing when there is none
record FoundRepository(
    RepositoryState state,
    boolean scanOnPush,
    Optional<Encryption> encryption,
    Optional<JsonTree> policy,
    Optional<String> lifecycle,
    Map<String, String> tags) {
  FoundRepository {
    tags = Map.copyOf(tags);
  }
}
