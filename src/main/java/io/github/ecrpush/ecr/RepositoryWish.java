package io.github.ecrpush.ecr;

/// What is to be done about a repository that is not there, or is not as wished.
public record RepositoryWish(Creation creation, OnDrift onDrift, RepositorySettings settings) {

  /// The repository has to be there, and is taken as it is.
  public static final RepositoryWish NONE =
      new RepositoryWish(Creation.NEVER, OnDrift.WARN, RepositorySettings.NONE);

  /// Whether a repository that is missing is created.
  public enum Creation {
    NEVER,
    IF_MISSING,
    /// And settings that differ are changed.
    SYNC;

    public boolean creates() {
      return this != NEVER;
    }
  }

  /// What becomes of settings that differ from those that are wished.
  public enum OnDrift {
    WARN,
    FIX,
    FAIL
  }
}
