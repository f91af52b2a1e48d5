package io.github.ecrpush.report;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// The names of the images that something is about, and no more of them than anybody reads.
public final class NamesText {

  private static final int MOST = 4;

  private NamesText() {}

  /// In a sentence.
  ///
  /// @param shown a name as it stands there
  public static String of(List<String> names, UnaryOperator<String> shown) {
    var first = names.stream().limit(MOST).map(shown).collect(Collectors.joining(", "));
    int more = names.size() - MOST;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  /// Before what is said of them; nothing where there are no names.
  ///
  /// @param gap what stands between
  public static String before(List<String> names, String gap) {
    return names.isEmpty() ? "" : of(names, UnaryOperator.identity()) + ":" + gap;
  }
}
