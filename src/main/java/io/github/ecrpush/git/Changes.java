package io.github.ecrpush.git;

import io.github.ecrpush.git.WorkState.Clean;
import io.github.ecrpush.git.WorkState.Dirty;
import io.github.ecrpush.git.WorkState.Unknown;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// What was found to differ so far. A few are enough to know, and to be shown.
final class Changes {

  private static final int ENOUGH = 5;

  private final Set<String> paths = new LinkedHashSet<>();
  private Optional<String> doubt = Optional.empty();

  void add(String path) {
    if (!areEnough()) {
      paths.add(path);
    }
  }

  /// Takes a sentence that says what cannot be told. The first one is kept.
  void doubt(String why) {
    doubt = doubt.or(() -> Optional.of(why));
  }

  boolean areEnough() {
    return paths.size() >= ENOUGH;
  }

  /// What is known to differ is more than what is not known.
  WorkState toState() {
    if (!paths.isEmpty()) {
      return new Dirty(paths.stream().toList());
    }
    return doubt.<WorkState>map(Unknown::new).orElseGet(Clean::new);
  }
}
