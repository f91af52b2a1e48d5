package io.github.ecrpush.git;

import java.util.List;

/// Whether a working tree is what was committed: what `git status` would say.
public sealed interface WorkState {

  /// Nothing was changed, added or removed, but for what is ignored.
  record Clean() implements WorkState {}

  /// Something was.
  ///
  /// @param paths the first few of what was, relative to the root
  record Dirty(List<String> paths) implements WorkState {
    public Dirty {
      paths = List.copyOf(paths);
    }
  }

  /// It cannot be told.
  ///
  /// @param why a whole sentence
  record Unknown(String why) implements WorkState {}
}
