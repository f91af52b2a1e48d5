package io.github.ecrpush.metadata;

/// What only some rules need to know of the source, so that nobody is asked for it without need.
public enum Fact {
  DEFAULT_BRANCH,
  COMMIT_DATE
}
