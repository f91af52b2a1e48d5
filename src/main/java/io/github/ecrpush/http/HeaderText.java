package io.github.ecrpush.http;

/// What may stand in a header. The runtime refuses anything else and shows it, and what stands in
/// headers may be secret.
public final class HeaderText {

  private HeaderText() {}

  /// Whether a header may hold it.
  public static boolean isPlain(String text) {
    return text.chars().allMatch(c -> (c >= ' ' && c != 0x7f) || c == '\t');
  }

  /// Refuses what no header may hold.
  ///
  /// @throws IllegalArgumentException which does not show the value
  public static void require(String name, String value) {
    if (!isPlain(value)) {
      throw new IllegalArgumentException(
          "the value for the header %s has a line break or another control character"
              .formatted(name));
    }
  }
}
