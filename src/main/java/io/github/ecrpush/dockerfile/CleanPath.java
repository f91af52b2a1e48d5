package io.github.ecrpush.dockerfile;

import java.util.ArrayDeque;
import java.util.StringJoiner;

/// Makes paths shorter without looking at any file: no `.`, no doubled `/`, no `..` behind a name.
public final class CleanPath {

  private CleanPath() {}

  /// The shortest path that means the same, `.` when nothing is left.
  public static String of(String path) {
    boolean absolute = path.startsWith("/");
    var names = new ArrayDeque<String>();
    for (var name : path.split("/", -1)) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (!name.equals("..")) {
        names.addLast(name);
      } else if (!names.isEmpty() && !names.getLast().equals("..")) {
        names.removeLast();
      } else if (!absolute) {
        names.addLast(name);
      }
    }
    var clean = new StringJoiner("/", absolute ? "/" : "", "");
    names.forEach(clean::add);
    return clean.length() == 0 ? "." : clean.toString();
  }
}
