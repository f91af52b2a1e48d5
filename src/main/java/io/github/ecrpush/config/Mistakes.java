package io.github.ecrpush.config;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.yaml.YamlMistake;
import io.github.ecrpush.yaml.YamlPlace;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Set;

/// Collects what is wrong in a file, so that all of it is told at once, as far as somebody reads
/// it. What many images have from one place is told once.
final class Mistakes {

  private static final int MOST = 50;

  private final String file;
  private final Set<YamlMistake> found = new LinkedHashSet<>();
  private boolean hasMore;

  /// @param file what the user called the file
  Mistakes(String file) {
    this.file = file;
  }

  /// @param rule a whole sentence
  void add(YamlPlace place, String rule) {
    add(new YamlMistake(place, rule));
  }

  void add(YamlMistake mistake) {
    if (found.size() == MOST && !found.contains(mistake)) {
      hasMore = true;
      throw failure();
    }
    found.add(mistake);
  }

  /// Ends the reading: nothing that follows would make sense.
  FailureException last(YamlPlace place, String rule) {
    found.add(new YamlMistake(place, rule));
    return failure();
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw failure();
    }
  }

  /// What was found, to be thrown.
  FailureException failure() {
    var inOrder =
        found.stream()
            .sorted(
                Comparator.comparing((YamlMistake mistake) -> mistake.place().file())
                    .thenComparingInt(mistake -> mistake.place().line())
                    .thenComparingInt(mistake -> mistake.place().column()))
            .toList();
    return new FailureException(ConfigFailures.mistaken(file, inOrder, hasMore));
  }
}
