package io.github.ecrpush.git;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// The names that git gives to commits: a file for each, or a line in `packed-refs`.
///
/// @param own the folder of this working tree, which has `HEAD`
/// @param shared the folder of the repository, which has the branches
record References(Path own, Path shared) {

  private static final String SYMBOLIC = "ref: ";

  /// As many as git follows.
  private static final int MOST_HOPS = 5;

  /// What `HEAD` refers to by name.
  Optional<String> head() {
    return GitFile.line(own.resolve("HEAD")).flatMap(References::target);
  }

  /// The commit that `HEAD` leads to.
  Optional<String> commit() {
    var value = GitFile.line(own.resolve("HEAD"));
    for (int hops = 0; hops < MOST_HOPS; hops++) {
      var name = value.flatMap(References::target);
      if (name.isEmpty()) {
        break;
      }
      value = name.flatMap(this::value);
    }
    return value.filter(References::isCommit);
  }

  private Optional<String> value(String name) {
    return loose(own, name).or(() -> loose(shared, name)).or(() -> packed(name));
  }

  private static Optional<String> loose(Path folder, String name) {
    try {
      return GitFile.line(folder.resolve(name));
    } catch (InvalidPathException _) { // a name that this machine cannot write
      return Optional.empty();
    }
  }

  /// Each line is a commit, a space and a name.
  private Optional<String> packed(String name) {
    var ending = " " + name;
    return GitFile.text(shared.resolve("packed-refs"), GitFile.PACKED).stream()
        .flatMap(String::lines)
        .filter(line -> line.endsWith(ending))
        .map(line -> line.substring(0, line.length() - ending.length()))
        .filter(References::isCommit)
        .findFirst();
  }

  private static Optional<String> target(String value) {
    return Optional.of(value)
        .filter(line -> line.startsWith(SYMBOLIC))
        .map(line -> line.substring(SYMBOLIC.length()).strip())
        .filter(References::isName);
  }

  /// Git's rules for names, as far as they keep a name inside its folder. Reftable's `.invalid`
  /// falls here too.
  private static boolean isName(String name) {
    return name.startsWith("refs/")
        && !name.endsWith("/")
        && !name.endsWith(".lock")
        && !name.contains("//")
        && !name.contains("/.")
        && !name.contains("..")
        && name.chars().noneMatch(letter -> letter <= ' ' || "~^:?*[\\\177".indexOf(letter) >= 0);
  }

  /// SHA-1 or SHA-256, written out.
  private static boolean isCommit(String text) {
    return (text.length() == 40 || text.length() == 64)
        && text.chars().allMatch(letter -> "0123456789abcdef".indexOf(letter) >= 0);
  }
}
