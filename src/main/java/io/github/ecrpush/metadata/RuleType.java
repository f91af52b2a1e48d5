package io.github.ecrpush.metadata;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a rule makes a tag of, with the place that its tags have among those of other rules, and
/// the attributes that mean something to it.
enum RuleType {
  SCHEDULE(1000, Attribute.PATTERN),
  SEMVER(900, Attribute.PATTERN, Attribute.VALUE, Attribute.MATCH),
  PEP440(900, Attribute.PATTERN, Attribute.VALUE, Attribute.MATCH),
  MATCH(800, Attribute.PATTERN, Attribute.GROUP, Attribute.VALUE),
  EDGE(700, Attribute.BRANCH),
  REF(600, Attribute.EVENT),
  RAW(200, Attribute.VALUE),
  SHA(100, Attribute.FORMAT);

  private static final List<Attribute> OF_ALL =
      List.of(
          Attribute.TYPE, Attribute.ENABLE, Attribute.PRIORITY, Attribute.PREFIX, Attribute.SUFFIX);

  private final int priority;
  private final List<Attribute> own;

  RuleType(int priority, Attribute... own) {
    this.priority = priority;
    this.own = List.of(own);
  }

  /// As users write it.
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  int priority() {
    return priority;
  }

  boolean knows(Attribute attribute) {
    return OF_ALL.contains(attribute) || own.contains(attribute);
  }

  static Optional<RuleType> named(String key) {
    return Arrays.stream(values()).filter(type -> type.key().equals(key)).findFirst();
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(RuleType::key).toList();
  }
}
