package io.github.ecrpush.git.pattern;

import java.util.Optional;
import java.util.function.Predicate;

/// One pattern for paths below a folder: `*.log`, `/dist/`, `docs/**/draft`.
///
/// With a slash at its begin or within, it is of the whole path; else of the name alone.
///
/// @param folders only of folders
/// @param wholePath matched against the path, and not the name
record PathRule(boolean folders, boolean wholePath, Predicate<String> matches) {

  /// Nothing when it can match no path.
  static Optional<PathRule> parse(String pattern) {
    boolean folders = pattern.endsWith("/");
    var text = folders ? pattern.substring(0, pattern.length() - 1) : pattern;
    boolean wholePath = text.indexOf('/') >= 0;
    var rest = text.startsWith("/") ? text.substring(1) : text;
    if (rest.isEmpty()) {
      return Optional.empty();
    }
    return matcher(rest).map(matcher -> new PathRule(folders, wholePath, matcher));
  }

  private static Optional<Predicate<String>> matcher(String text) {
    if (isPlain(text)) {
      return Optional.of(text::equals);
    }
    if (text.startsWith("*.") && isPlain(text.substring(1)) && text.indexOf('/') < 0) {
      var ending = text.substring(1);
      return Optional.of(path -> path.endsWith(ending) && path.indexOf('/') < 0);
    }
    return Wildcard.parse(text).map(wildcard -> wildcard::matches);
  }

  private static boolean isPlain(String text) {
    return text.chars().noneMatch(letter -> "*?[\\".indexOf(letter) >= 0);
  }

  /// @param path relative to the folder that the pattern is of
  boolean matches(String path, boolean isFolder) {
    return (isFolder || !folders)
        && matches.test(wholePath ? path : path.substring(path.lastIndexOf('/') + 1));
  }
}
