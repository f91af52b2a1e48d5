package io.github.ecrpush.metadata;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.failure.RemoteWords;
import io.github.ecrpush.input.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;

/// What is wrong in the texts that say how an image is called. All of it is told at once.
final class Mistakes {

  private static final int SHOWN = 120;

  private final LinkedHashSet<String> lines = new LinkedHashSet<>();

  /// @param where the input, and what stands there
  void add(Place where, String sentence) {
    lines.add("`%s`, `%s`: %s".formatted(where.input(), shown(where.written()), sentence));
  }

  /// @throws FailureException if there is any
  void throwIfAny() {
    if (!lines.isEmpty()) {
      throw new FailureException(MetadataFailures.rulesMalformed(new ArrayList<>(lines)));
    }
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /// Where a text stands.
  ///
  /// @param input the input, or the variable
  /// @param written the entry of it
  record Place(String input, String written) {}

  /// The end of a sentence about a word that is not known.
  static String meant(String word, Collection<String> known) {
    var nearest = Nearest.to(word, known).map(near -> " Did you mean `" + near + "`?").orElse("");
    var list = known.stream().map(each -> "`" + each + "`").collect(Collectors.joining(", "));
    return "There are " + list + "." + nearest;
  }

  /// A text on one line, and no more of it than a reader wants.
  static String shown(String text) {
    var line = RemoteWords.of(text);
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }

  static List<String> sorted(Collection<String> words) {
    return words.stream().sorted().toList();
  }
}
