package io.github.ecrpush.testing;

import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.metadata.RepositoryFacts;
import io.github.ecrpush.metadata.Source;
import io.github.ecrpush.operation.ImageNaming;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A source of which nothing is known but its commit.
public final class KnownCommit {

  private KnownCommit() {}

  /// Names images by these inputs.
  ///
  /// @param sha empty when there is no commit
  public static ImageNaming naming(Inputs inputs, String sha) {
    var source =
        new Source(
            "",
            "",
            sha,
            "",
            RepositoryFacts.NONE,
            Optional.empty(),
            Optional.empty(),
            Instant.EPOCH,
            List.of());
    return new ImageNaming(inputs, Map.of(), _ -> source);
  }
}
