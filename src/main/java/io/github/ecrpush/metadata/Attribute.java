package io.github.ecrpush.metadata;

import java.util.Locale;
import java.util.Optional;

/// What a rule for tags may say besides its type.
enum Attribute {
  TYPE,
  ENABLE,
  PRIORITY,
  PREFIX,
  SUFFIX,
  PATTERN,
  VALUE,
  MATCH,
  GROUP,
  EVENT,
  BRANCH,
  FORMAT;

  /// As users write it.
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Attribute> named(String key) {
    for (var attribute : values()) {
      if (attribute.key().equals(key)) {
        return Optional.of(attribute);
      }
    }
    return Optional.empty();
  }
}
