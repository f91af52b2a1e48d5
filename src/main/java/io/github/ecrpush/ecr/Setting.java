package io.github.ecrpush.ecr;

import java.util.Locale;

/// A setting of a repository, by the name of its input.
enum Setting {
  TAG_MUTABILITY,
  SCAN_ON_PUSH,
  /// Taken when a repository is created, and never again.
  ENCRYPTION,
  REPOSITORY_POLICY,
  LIFECYCLE_POLICY,
  REPOSITORY_TAGS;

  boolean canChange() {
    return this != ENCRYPTION;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
