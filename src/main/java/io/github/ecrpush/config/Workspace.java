package io.github.ecrpush.config;

import io.github.ecrpush.yaml.YamlPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// The folder that no path of a file leaves, by its name or through a symbolic link.
final class Workspace {

  private final Path root;
  private final Path realRoot;
  private final Mistakes mistakes;

  Workspace(Path root, Mistakes mistakes) {
    this.root = root.toAbsolutePath().normalize();
    this.realRoot = real(this.root).orElse(this.root);
    this.mistakes = mistakes;
  }

  /// A path, from the workspace on; empty when it leads out of it, or is none.
  Optional<String> inside(String folder, String text) {
    try {
      var path = root.resolve(folder).resolve(text).normalize();
      if (!path.startsWith(root) || real(path).filter(end -> end.startsWith(realRoot)).isEmpty()) {
        return Optional.empty();
      }
      var relative = root.relativize(path).toString();
      return Optional.of(relative.isEmpty() ? "." : relative);
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }

  /// The same for a path that stands in a file; where it leads out, that is a mistake. A `~` at the
  /// beginning is the home of whoever runs compose.
  String insideOrMistake(YamlPlace place, String folder, String text) {
    boolean isAtHome = text.equals("~") || text.startsWith("~/");
    return Optional.of(text)
        .filter(_ -> !isAtHome)
        .flatMap(path -> inside(folder, path))
        .orElseGet(() -> {
          mistakes.add(place, "The path `" + Shown.of(text) + "` does not stay in the workspace.");
          return ".";
        });
  }

  /// The folder of a file, from the workspace on.
  static String folder(String file) {
    var parent = Path.of(file).getParent();
    return parent == null ? "" : parent.toString();
  }

  Path path(String inside) {
    return root.resolve(inside);
  }

  /// Where a path leads in the end, if anywhere. Of one that is not there, the part that is
  /// decides.
  private static Optional<Path> real(Path path) {
    for (var part = path; part != null; part = part.getParent()) {
      if (Files.exists(part, LinkOption.NOFOLLOW_LINKS)) {
        try {
          return Optional.of(part.toRealPath().resolve(part.relativize(path)).normalize());
        } catch (IOException _) { // a link that leads nowhere, or to itself
          return Optional.empty();
        }
      }
    }
    return Optional.of(path);
  }
}
