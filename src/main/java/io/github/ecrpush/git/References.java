package io.github.ecrpush.git;

import io.github.ecrpush.git.object.ObjectId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The names that git gives to commits: a file for each, or a line in `packed-refs`.
///
/// @param own the folder of this working tree, which has `HEAD`
/// @param shared the folder of the repository, which has the branches
record References(Path own, Path shared) {

  private static final String SYMBOLIC = "ref: ";
  private static final String TAGS = "refs/tags/";
  private static final String ORIGIN = "refs/remotes/origin/";

  /// As many as git follows.
  private static final int MOST_HOPS = 5;

  private static final int DEEPEST = 32;
  private static final int MOST_TAGS = 100_000;

  /// What `HEAD` refers to by name.
  Optional<String> head() {
    return GitFile.line(own.resolve("HEAD")).flatMap(References::target);
  }

  /// The branch that the remote `origin` had as its `HEAD` when it was cloned.
  Optional<String> headOfOrigin() {
    return GitFile.line(shared.resolve(ORIGIN + "HEAD"))
        .flatMap(References::target)
        .filter(name -> name.startsWith(ORIGIN))
        .map(name -> name.substring(ORIGIN.length()));
  }

  /// The commit that `HEAD` leads to.
  Optional<String> commit() {
    return follow(GitFile.line(own.resolve("HEAD")));
  }

  /// Whether `HEAD` is of a branch that has no commit yet.
  boolean isUnborn() {
    return head().filter(name -> value(name).isEmpty() && !exists(name)).isPresent();
  }

  /// What each tag is on, by the tag's name in the order of bytes.
  Map<String, ObjectId> tags() {
    var tags = new TreeMap<String, ObjectId>();
    for (var line : packedLines()) {
      int space = line.indexOf(' ');
      if (space > 0 && line.startsWith(TAGS, space + 1)) {
        put(tags, line.substring(space + 1), Optional.of(line.substring(0, space)));
      }
    }
    var folder = shared.resolve(TAGS);
    try (var files = Files.walk(folder, DEEPEST)) {
      files
          .filter(Files::isRegularFile)
          .limit(MOST_TAGS)
          .forEach(file -> put(tags, TAGS + folder.relativize(file), GitFile.line(file)));
    } catch (IOException | UncheckedIOException _) {
      // there are none, or not for us
    }
    return tags;
  }

  private void put(Map<String, ObjectId> tags, String name, Optional<String> value) {
    if (isName(name)) {
      follow(value)
          .flatMap(ObjectId::parse)
          .ifPresent(id -> tags.put(name.substring(TAGS.length()), id));
    }
  }

  private Optional<String> follow(Optional<String> start) {
    var value = start;
    for (int hops = 0; hops < MOST_HOPS; hops++) {
      var name = value.flatMap(References::target);
      if (name.isEmpty()) {
        break;
      }
      value = name.flatMap(this::value);
    }
    return value.filter(text -> ObjectId.parse(text).isPresent());
  }

  private Optional<String> value(String name) {
    return loose(own, name).or(() -> loose(shared, name)).or(() -> packed(name));
  }

  private boolean exists(String name) {
    try {
      return Files.exists(own.resolve(name)) || Files.exists(shared.resolve(name));
    } catch (InvalidPathException _) {
      return true; // a name that this machine cannot write
    }
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
    return packedLines().stream()
        .filter(line -> line.endsWith(ending))
        .map(line -> line.substring(0, line.length() - ending.length()))
        .filter(value -> ObjectId.parse(value).isPresent())
        .findFirst();
  }

  private List<String> packedLines() {
    return GitFile.text(shared.resolve("packed-refs"), GitFile.PACKED)
        .map(text -> text.lines().toList())
        .orElse(List.of());
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
}
