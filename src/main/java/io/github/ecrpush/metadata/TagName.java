package io.github.ecrpush.metadata;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Makes a tag of any text: whatever may not stand in one becomes `-`, and what a registry would
/// refuse all the same is repaired.
final class TagName {

  static final int LONGEST = 128;
  private static final int HASH = 8;

  private TagName() {}

  /// The tag that a text becomes.
  ///
  /// @param notices is told of repairs that nobody expects
  /// @return nothing when nothing is left of it
  static Optional<Tag> of(String text, List<String> notices) {
    var letters = letters(text);
    int start = 0;
    while (start < letters.length() && ".-".indexOf(letters.charAt(start)) >= 0) {
      start++;
    }
    var name = letters.substring(start);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (start > 0) {
      notices.add(
          "The tag `%s` lost its beginning, because no tag begins with `.` or `-`: it is `%s`."
              .formatted(Mistakes.shown(letters), Mistakes.shown(name)));
    }
    if (name.length() <= LONGEST) {
      return Optional.of(new Tag(name));
    }
    var cut = name.substring(0, LONGEST - HASH - 1) + "-" + hash(text);
    notices.add(
        "A tag of %d characters was cut to %d, which is as long as one may be: it is `%s`, and its end is a hash of the whole."
            .formatted(name.length(), LONGEST, cut));
    return Optional.of(new Tag(cut));
  }

  /// The same of a text that somebody wrote as a tag, and expects to find as it is.
  static Optional<Tag> ofWritten(String text, List<String> notices) {
    var tag = of(text, notices);
    if (!letters(text).equals(text)) {
      tag.ifPresent(name ->
          notices.add(
              "The tag `%s` has characters that no tag has: it is `%s`."
                  .formatted(Mistakes.shown(text), Mistakes.shown(name.value()))));
    }
    return tag;
  }

  private static String letters(String text) {
    var letters = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isLetter(c)) {
        letters.append(c);
        gap = false;
      } else if (!gap) {
        letters.append('-');
        gap = true;
      }
    }
    return letters.toString();
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  private static String hash(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, HASH);
  }
}
