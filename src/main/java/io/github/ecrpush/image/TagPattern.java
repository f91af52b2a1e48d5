package io.github.ecrpush.image;

/// Names tags by their look: `*` stands for any letters, all else for itself.
public record TagPattern(String value) {

  public boolean matches(Tag tag) {
    return matches(value, tag.value());
  }

  /// How many `*` it has. Those who take patterns limit them.
  public long stars() {
    return value.chars().filter(c -> c == '*').count();
  }

  private static boolean matches(String pattern, String text) {
    int star = pattern.indexOf('*');
    if (star < 0) {
      return pattern.equals(text);
    }
    if (!text.startsWith(pattern.substring(0, star))) {
      return false;
    }
    var rest = pattern.substring(star + 1);
    for (int from = star; from <= text.length(); from++) {
      if (matches(rest, text.substring(from))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return value;
  }
}
