package io.github.ecrpush.build;

/// A place in a Dockerfile. The line is 0 when it is not known.
///
/// @param file the path as the user wrote it
record Place(String file, int line) {

  static String quoted(String text) {
    return "`" + text + "`";
  }

  @Override
  public String toString() {
    return line > 0 ? "`" + file + "`, line " + line : "`" + file + "`";
  }
}
