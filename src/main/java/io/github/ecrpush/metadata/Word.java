package io.github.ecrpush.metadata;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A word that may stand between `{{` and `}}`.
enum Word {
  BRANCH,
  TAG,
  SHA,
  BASE_REF,
  IS_DEFAULT_BRANCH,
  IS_NOT_DEFAULT_BRANCH,
  DATE,
  COMMIT_DATE,
  RAW,
  VERSION,
  MAJOR,
  MINOR,
  PATCH;

  /// Those that say something of the source, and mean something everywhere.
  static final Set<Word> OF_THE_SOURCE = Set.copyOf(EnumSet.range(BRANCH, COMMIT_DATE));

  /// Those of the pattern of a rule that reads a version.
  static final Set<Word> OF_A_VERSION = Set.copyOf(EnumSet.allOf(Word.class));

  /// The word as users write it.
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What has to be known before it can be filled in.
  Optional<Fact> fact() {
    return switch (this) {
      case IS_DEFAULT_BRANCH, IS_NOT_DEFAULT_BRANCH -> Optional.of(Fact.DEFAULT_BRANCH);
      case COMMIT_DATE -> Optional.of(Fact.COMMIT_DATE);
      case BRANCH, TAG, SHA, BASE_REF, DATE, RAW, VERSION, MAJOR, MINOR, PATCH -> Optional.empty();
    };
  }

  /// Whether a format stands behind it.
  boolean takesFormat() {
    return this == DATE || this == COMMIT_DATE;
  }
}
