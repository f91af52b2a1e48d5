package io.github.ecrpush.sandbox.images;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which of a repository's tags may move.
///
/// @param exceptions patterns with `*` of the tags for which the opposite holds
record TagRule(Mutability mutability, List<String> exceptions) {

  /// ECR's own words.
  enum Mutability {
    MUTABLE,
    IMMUTABLE,
    MUTABLE_WITH_EXCLUSION,
    IMMUTABLE_WITH_EXCLUSION;

    boolean takesExceptions() {
      return this == MUTABLE_WITH_EXCLUSION || this == IMMUTABLE_WITH_EXCLUSION;
    }
  }

  static final TagRule MUTABLE = new TagRule(Mutability.MUTABLE, List.of());

  TagRule {
    exceptions = List.copyOf(exceptions);
  }

  boolean isFixed(String tag) {
    boolean excepted = exceptions.stream().anyMatch(exception -> fits(exception, tag));
    return switch (mutability) {
      case MUTABLE -> false;
      case IMMUTABLE -> true;
      case MUTABLE_WITH_EXCLUSION -> excepted;
      case IMMUTABLE_WITH_EXCLUSION -> !excepted;
    };
  }

  static boolean fits(String pattern, String tag) {
    var shape =
        Stream.of(pattern.split("\\*+", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return Pattern.matches(shape, tag);
  }
}
