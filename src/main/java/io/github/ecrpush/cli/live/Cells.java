package io.github.ecrpush.cli.live;

/// How much room text takes on a terminal, which counts cells. Where terminals do not agree, the
/// larger number counts: a line that is too short does no harm.
final class Cells {

  private static final int EMOJI_STYLE = 0xfe0f;

  private Cells() {}

  static int of(String text) {
    return text.codePoints().map(Cells::of).sum();
  }

  /// The text, or as much of it as there is room for, with a sign that something is missing.
  static String cut(String text, int room) {
    if (of(text) <= room) {
      return text;
    }
    var cut = new StringBuilder();
    int left = room - 1;
    for (int c : text.codePoints().toArray()) {
      left -= of(c);
      if (left < 0) {
        break;
      }
      cut.appendCodePoint(c);
    }
    return room > 0 ? cut.append('…').toString() : "";
  }

  private static int of(int c) {
    if (c < 0x300) {
      return 1;
    }
    if (c == EMOJI_STYLE) {
      return 1; // makes a narrow sign a wide one
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  /// Unicode's East Asian Width, by blocks.
  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115f)
        || (c >= 0x2e80 && c <= 0xa4cf)
        || (c >= 0xa960 && c <= 0xa97f)
        || (c >= 0xac00 && c <= 0xd7a3)
        || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe10 && c <= 0xfe6f)
        || (c >= 0xff00 && c <= 0xff60)
        || (c >= 0xffe0 && c <= 0xffe6)
        || (c >= 0x16fe0 && c <= 0x1b2ff)
        || (c >= 0x1f200 && c <= 0x1f2ff)
        || (c >= 0x20000 && c <= 0x3fffd)
        || Character.isEmojiPresentation(c);
  }
}
