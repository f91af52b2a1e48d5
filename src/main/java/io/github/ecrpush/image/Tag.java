package io.github.ecrpush.image;

import java.util.regex.Pattern;

/// A name inside a repository that can move from one image to another.
public record Tag(String value) {

  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

  public Tag {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a tag has 1 to 128 letters, digits, `_`, `.` and `-`, and does not begin with `.` or"
              + " `-`, but this is `"
              + value
              + "`");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
