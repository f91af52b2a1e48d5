package io.github.ecrpush.json;

import java.util.Map;
import java.util.TreeMap;

/// Writes JSON of which there is one form only, so that equal documents have equal bytes, after the
/// rules of RFC 8785: members sorted by the UTF-16 code units of their names, no white space, no
/// line break at the end, no escape that is not needed. Numbers are whole; there is no `null`, a
/// member without a value is left out. Half of a surrogate pair becomes U+FFFD.
public final class CanonicalJson {

  private static final String SHORT_ESCAPES = "\b\t\n\f\r\"\\";
  private static final String THEIR_LETTERS = "btnfr\"\\";

  private final StringBuilder text = new StringBuilder();

  private CanonicalJson() {}

  /// The one form of a value.
  ///
  /// @param value maps, iterables, text, whole numbers and booleans
  public static String write(Object value) {
    var json = new CanonicalJson();
    json.value(value);
    return json.text.toString();
  }

  private void value(Object value) {
    switch (value) {
      case Map<?, ?> map -> object(map);
      case Iterable<?> list -> array(list);
      case String string -> string(string);
      case Integer number -> text.append(number.intValue());
      case Long number -> text.append(number.longValue());
      case Boolean truth -> text.append(truth.booleanValue());
      default ->
          throw new IllegalArgumentException("canonical JSON has no " + value.getClass().getName());
    }
  }

  private void object(Map<?, ?> map) {
    var sorted = new TreeMap<String, Object>();
    map.forEach((name, member) -> sorted.put(String.valueOf(name), member));
    var comma = "";
    text.append('{');
    for (var member : sorted.entrySet()) {
      text.append(comma);
      string(member.getKey());
      text.append(':');
      value(member.getValue());
      comma = ",";
    }
    text.append('}');
  }

  private void array(Iterable<?> list) {
    var comma = "";
    text.append('[');
    for (var element : list) {
      text.append(comma);
      value(element);
      comma = ",";
    }
    text.append(']');
  }

  private void string(String string) {
    text.append('"');
    int written = 0;
    for (int i = 0; i < string.length(); i++) {
      char next = string.charAt(i);
      if (next < ' ' || next == '"' || next == '\\' || Character.isSurrogate(next)) {
        text.append(string, written, i);
        written = i + 1;
        other(string, i);
      }
    }
    text.append(string, written, string.length()).append('"');
  }

  /// A character that may not stand as it is.
  private void other(String string, int at) {
    char next = string.charAt(at);
    int escape = SHORT_ESCAPES.indexOf(next);
    if (escape >= 0) {
      text.append('\\').append(THEIR_LETTERS.charAt(escape));
    } else if (next < ' ') {
      text.append("\\u00").append(next < 0x10 ? '0' : '1');
      text.append(Character.forDigit(next & 0xf, 16));
    } else {
      text.append(isPair(string, at) ? next : '\ufffd');
    }
  }

  private static boolean isPair(String string, int at) {
    return Character.isHighSurrogate(string.charAt(at))
        ? at + 1 < string.length() && Character.isLowSurrogate(string.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(string.charAt(at - 1));
  }
}
