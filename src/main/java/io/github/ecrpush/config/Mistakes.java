package io.github.ecrpush.config;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.yaml.YamlMistake;
import io.github.ecrpush.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Collects what is wrong in a file, so that all of it is told at once, as far as somebody reads
/// it. What many images have from one place is told once.
final class Mistakes {

  private static final int MOST = 50;

  private final String file;
  private final Set<YamlMistake> found = new LinkedHashSet<>();
  private final Set<YamlMistake> besides = new LinkedHashSet<>();
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

  /// Takes what is no mistake, and is told with those that there are: it may be their reason.
  void addBesides(YamlPlace place, String rule) {
    besides.add(new YamlMistake(place, rule));
  }

  /// What a part of the reading finds, and nothing else has found. It is not among these then.
  List<YamlMistake> apart(Runnable reading) {
    var before = Set.copyOf(found);
    reading.run();
    var apart = new ArrayList<>(found);
    apart.removeAll(before);
    found.retainAll(before);
    if (!apart.isEmpty()) {
      apart.addAll(besides);
    }
    return apart;
  }

  /// Ends the reading: nothing that follows would make sense.
  FailureException last(YamlPlace place, String rule) {
    found.add(new YamlMistake(place, rule));
    return failure();
  }

  /// @param apart what is told as well, if there are others
  void throwIfAny(Stream<YamlMistake> apart) {
    if (!found.isEmpty()) {
      apart.forEach(this::add);
      throw failure();
    }
  }

  void throwIfAny() {
    throwIfAny(Stream.empty());
  }

  /// What was found, to be thrown.
  FailureException failure() {
    var inOrder =
        Stream.concat(found.stream(), besides.stream())
            .distinct()
            .sorted(
                Comparator.comparing((YamlMistake mistake) -> mistake.place().file())
                    .thenComparingInt(mistake -> mistake.place().line())
                    .thenComparingInt(mistake -> mistake.place().column()))
            .toList();
    return new FailureException(ConfigFailures.mistaken(file, inOrder, hasMore));
  }
}
