package io.github.ecrpush.git.pattern;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// The rules of a folder, and of those that it is in. The last one that matches decides, and a
/// folder deeper down before those above it.
///
/// @param folder its path, with a slash behind it, and empty for the root
record FolderRules<R>(@Nullable FolderRules<R> above, String folder, List<R> rules) {

  FolderRules {
    rules = List.copyOf(rules);
  }

  static <R> FolderRules<R> ofRoot(List<R> rules) {
    return new FolderRules<>(null, "", rules);
  }

  /// The same with what a folder adds.
  FolderRules<R> in(String path, List<R> more) {
    return more.isEmpty() ? this : new FolderRules<>(this, path, more);
  }

  /// The rule that decides about a path.
  ///
  /// @param matches is asked with a rule and the part of the path that is below the rule's folder
  Optional<R> deciding(String path, BiPredicate<R, String> matches) {
    for (var each = this; each != null; each = each.above) {
      var below = path.substring(each.folder.length());
      // no stream: a context has tens of thousands of files
      for (var rule : each.rules.reversed()) {
        if (matches.test(rule, below)) {
          return Optional.of(rule);
        }
      }
    }
    return Optional.empty();
  }
}
