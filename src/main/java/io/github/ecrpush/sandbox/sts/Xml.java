package io.github.ecrpush.sandbox.sts;

/// Writes the XML of AWS's query protocol.
final class Xml {

  private final StringBuilder text = new StringBuilder();

  /// An element with text in it.
  Xml leaf(String name, String value) {
    text.append('<').append(name).append('>');
    escape(value);
    text.append("</").append(name).append('>');
    return this;
  }

  /// An element with elements in it.
  Xml node(String name, Xml content) {
    text.append('<').append(name).append('>');
    text.append(content.text).append("</").append(name).append('>');
    return this;
  }

  /// What was written so far, in an outermost element of a name space.
  String document(String name, String nameSpace) {
    return "<%s xmlns=\"%s\">%s</%s>\n".formatted(name, nameSpace, text, name);
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '&' -> text.append("&amp;");
        case '"' -> text.append("&quot;");
        case '\t', '\n', '\r' -> text.append("&#").append((int) c).append(';');
        default -> text.append(c < ' ' || c >= '\ufffe' ? '?' : c);
      }
    }
  }
}
