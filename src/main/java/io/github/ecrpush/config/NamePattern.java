package io.github.ecrpush.config;

/// Names images by their look: `*` stands for any letters, `?` for one, all else for itself.
record NamePattern(String value) {

  boolean isPlain() {
    return value.indexOf('*') < 0 && value.indexOf('?') < 0;
  }

  /// Takes each letter back at most once for each star, so that no pattern keeps it long.
  boolean matches(String name) {
    int at = 0;
    int in = 0;
    int star = -1;
    int since = 0;
    while (at < name.length()) {
      char expected = in < value.length() ? value.charAt(in) : '\0';
      if (expected == '*') {
        star = in++;
        since = at;
      } else if (expected == '?' || (in < value.length() && expected == name.charAt(at))) {
        in++;
        at++;
      } else if (star >= 0) {
        in = star + 1;
        at = ++since;
      } else {
        return false;
      }
    }
    while (in < value.length() && value.charAt(in) == '*') {
      in++;
    }
    return in == value.length();
  }
}
