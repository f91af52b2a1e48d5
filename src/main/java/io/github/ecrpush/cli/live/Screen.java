package io.github.ecrpush.cli.live;

/// Where a person looks at a run. It obeys escape sequences.
public interface Screen {

  /// How many characters go into a row, and how many rows there are.
  ///
  /// @param columns at least 1
  /// @param rows at least 1
  record Size(int columns, int rows) {}

  /// Whether there is a terminal at all, and not a file or a pipe.
  boolean isTerminal();

  /// How large it is now; it may change at any time.
  Size size();

  /// Writes all of it at once.
  void write(String text);

  /// Hides the cursor, and sees to it that it is there again when the process ends, however it
  /// ends.
  void hideCursor();

  void showCursor();
}
