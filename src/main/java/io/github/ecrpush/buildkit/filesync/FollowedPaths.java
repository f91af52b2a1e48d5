package io.github.ecrpush.buildkit.filesync;

import io.github.ecrpush.dockerfile.CleanPath;
import io.github.ecrpush.dockerfile.PathPatterns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// Paths together with everything that must be there to follow the symbolic links in them. A link
/// never leads out of the directory: to it, the directory is the root of all files.
final class FollowedPaths {

  private final Path root;
  private final TreeSet<String> found = new TreeSet<>();

  private FollowedPaths(Path root) {
    this.root = root;
  }

  /// The include patterns that stand for some paths; none when one of them is the whole directory.
  static List<String> of(Path root, List<String> paths) throws IOException {
    var followed = new FollowedPaths(root);
    for (var path : paths) {
      followed.follow(path);
    }
    return followed.withoutWhatIsCovered();
  }

  private void follow(String path) throws IOException {
    var names = List.of(inside(path).split("/", -1));
    var current = "";
    for (int i = 0; i < names.size(); i++) {
      current = current.isEmpty() ? names.get(i) : current + "/" + names.get(i);
      var targets = targets(current);
      boolean last = i == names.size() - 1;
      if (!targets.isEmpty()) {
        if (found.add(current)) {
          var rest = String.join("/", names.subList(i + 1, names.size()));
          for (var target : targets) {
            follow(target + "/" + rest);
          }
        }
        return;
      }
      if (last) {
        found.add(current);
      }
    }
  }

  /// Where a name leads when it is a link, or where the links lead that a wildcard stands for.
  private List<String> targets(String path) throws IOException {
    int slash = path.lastIndexOf('/');
    var name = path.substring(slash + 1);
    if (name.chars().noneMatch(c -> "*?[".indexOf(c) >= 0)) {
      return target(path);
    }
    var directory = slash < 0 ? "" : path.substring(0, slash + 1);
    var pattern = PathPatterns.of(List.of(name.replaceAll("\\*+", "*")));
    var targets = new ArrayList<String>();
    try (var entries = Files.newDirectoryStream(root.resolve(directory))) {
      for (var entry : entries) {
        var entryName = String.valueOf(entry.getFileName());
        if (pattern.match(entryName, PathPatterns.Match.ROOT).matched()) {
          targets.addAll(target(directory + entryName));
        }
      }
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    }
    return targets;
  }

  private List<String> target(String path) throws IOException {
    var file = root.resolve(path);
    if (!Files.isSymbolicLink(file)) {
      return List.of();
    }
    var link = Files.readSymbolicLink(file).toString();
    int slash = path.lastIndexOf('/');
    return List.of(
        inside(link.startsWith("/") || slash < 0 ? link : path.substring(0, slash) + "/" + link));
  }

  /// A path below the root, whatever it says.
  private static String inside(String path) {
    var clean = CleanPath.of("/" + path).substring(1);
    return clean.isEmpty() ? "." : clean;
  }

  private List<String> withoutWhatIsCovered() {
    var kept = new ArrayList<String>();
    for (var path : found) {
      if (path.equals(".")) {
        return List.of();
      }
      if (kept.stream().noneMatch(above -> path.startsWith(above + "/"))) {
        kept.add(path);
      }
    }
    return kept;
  }
}
