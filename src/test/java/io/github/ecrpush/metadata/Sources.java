package io.github.ecrpush.metadata;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Sources of the repository `octo/parrot`, whose default branch is `main`.
final class Sources {

  static final String SHA = "1f0c3a5b7d9e2468ace013579bdf02468ace1357";

  static final RepositoryFacts PARROT =
      new RepositoryFacts(
          "parrot",
          Optional.of("https://github.example/octo/parrot"),
          Optional.of("Repeats what it hears"),
          Optional.of("MIT"),
          Optional.of("main"),
          "");

  private static final Instant COMMITTED = Instant.parse("2021-03-04T05:06:07Z");
  private static final Instant NOW = Instant.parse("2023-11-05T18:09:03.045Z");

  private Sources() {}

  static Source of(String event, String ref) {
    var base =
        ref.startsWith("refs/pull/") ? "main" : ref.startsWith("refs/tags/") ? "release" : "";
    return new Source(
        event,
        ref,
        SHA,
        base,
        PARROT,
        Optional.of(COMMITTED),
        Optional.of(COMMITTED),
        NOW,
        List.of());
  }

  static Source branch(String name) {
    return of("push", "refs/heads/" + name);
  }

  static Source tag(String name) {
    return of("push", "refs/tags/" + name);
  }

  static Source without(RepositoryFacts repository, Source source) {
    return new Source(
        source.event(),
        source.ref(),
        source.sha(),
        source.baseRef(),
        repository,
        Optional.empty(),
        Optional.empty(),
        source.now(),
        source.notices());
  }
}
