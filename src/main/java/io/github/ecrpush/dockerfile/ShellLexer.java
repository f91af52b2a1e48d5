package io.github.ecrpush.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads quotes, escapes and variables as BuildKit does, which is nearly as a shell does.
///
/// It follows BuildKit's `frontend/dockerfile/shell/lex.go` step by step, also where that is odd:
/// whether a `<<` begins a here-document depends on it.
final class ShellLexer {

  private static final int NONE = -1;
  private static final int DEEPEST = 50;
  private static final String OPERATORS = "+-?#%";
  private static final String NAMES_OF_ONE_SIGN = "@*#?-$!0";

  private final String source;
  private final char escape;
  private final boolean keepsQuotes;
  private final Variables variables;

  /// The word that is being read. What is within a variable begins it anew, as in BuildKit.
  private final StringBuilder word = new StringBuilder();

  private boolean keepsEscapes;
  private int depth;
  private int at;

  /// @param raw whether quotes and escapes are left in the text
  ShellLexer(String source, char escape, boolean raw, Variables variables) {
    this.source = source;
    this.escape = escape;
    this.keepsQuotes = raw;
    this.keepsEscapes = raw;
    this.variables = variables;
  }

  /// A variable in the text: `${NAME:-word}`.
  ///
  /// @param operator what stands between name and word, or nothing
  /// @param written the whole of it, as it stands there
  record Variable(String name, String operator, String word, String written) {}

  /// Says what stands in the place of a variable.
  interface Variables {
    String value(Variable variable) throws UnclearException;
  }

  /// BuildKit refuses the text, or what it makes of it is not known here.
  static final class UnclearException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /// What was read.
  ///
  /// @param words the same, cut where white space is
  record Read(String text, List<String> words) {}

  /// Reads all of it; nothing where it is not clear.
  Optional<Read> read() {
    try {
      return Optional.of(upTo(NONE, keepsEscapes));
    } catch (UnclearException _) {
      return Optional.empty();
    }
  }

  private Read upTo(int stop, boolean escapesStay) throws UnclearException {
    if (depth++ == DEEPEST) {
      throw new UnclearException();
    }
    boolean before = keepsEscapes;
    keepsEscapes = escapesStay;
    word.setLength(0);
    var text = new StringBuilder();
    var words = new ArrayList<String>();
    while (at < source.length() && source.charAt(at) != stop) {
      char c = source.charAt(at);
      switch (c) {
        case '$' -> {
          var value = variable();
          text.append(value);
          value.chars().forEach(each -> add((char) each, words));
        }
        case '<' -> addAsItIs(arrows(), text);
        case '\'' -> addAsItIs(singleQuoted(), text);
        case '"' -> addAsItIs(doubleQuoted(), text);
        default -> {
          at++;
          if (c == escape) {
            addAsItIs(escaped(), text);
          } else {
            add(c, words);
            text.append(c);
          }
        }
      }
    }
    if (stop != NONE && at++ >= source.length()) {
      throw new UnclearException();
    }
    endWord(words);
    keepsEscapes = before;
    depth--;
    return new Read(text.toString(), words);
  }

  private void addAsItIs(String part, StringBuilder text) {
    text.append(part);
    word.append(part);
  }

  private void add(char c, List<String> words) {
    if (WhiteSpace.is(c)) {
      endWord(words);
    } else {
      word.append(c);
    }
  }

  private void endWord(List<String> words) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }

  private String escaped() {
    var begin = keepsEscapes ? String.valueOf(escape) : "";
    return at < source.length() ? begin + source.charAt(at++) : begin;
  }

  private String singleQuoted() throws UnclearException {
    int begin = at;
    int end = source.indexOf('\'', begin + 1);
    if (end < 0) {
      throw new UnclearException();
    }
    at = end + 1;
    return keepsQuotes ? source.substring(begin, at) : source.substring(begin + 1, end);
  }

  private String doubleQuoted() throws UnclearException {
    at++;
    var text = new StringBuilder(keepsQuotes ? "\"" : "");
    while (peek() != '"') {
      if (at >= source.length()) {
        throw new UnclearException();
      } else if (peek() == '$') {
        text.append(variable());
      } else {
        char c = source.charAt(at++);
        boolean escapes = c == escape && at < source.length();
        if (escapes && "\"$".indexOf(peek()) < 0 && peek() != escape) {
          text.append(keepsEscapes ? "" + c + c : "" + c);
        } else if (escapes) {
          text.append(keepsEscapes ? "" + c : "").append(source.charAt(at++));
        } else if (c != escape) {
          text.append(c);
        }
      }
    }
    at++;
    return text.append(keepsQuotes ? "\"" : "").toString();
  }

  /// BuildKit takes the spaces behind `<<` for a part of the word.
  private String arrows() {
    int begin = at++;
    if (peek() == '<') {
      at++;
      while (peek() == ' ' || peek() == '\t' || peek() == '\r') {
        at++;
      }
    }
    return source.substring(begin, at);
  }

  private String variable() throws UnclearException {
    at++;
    if (peek() != '{') {
      var name = name();
      return name.isEmpty() ? "$" : variables.value(new Variable(name, "", "", "$" + name));
    }
    at++;
    if (peek() == '{' || peek() == '}' || peek() == ':') {
      throw new UnclearException();
    }
    var name = name();
    var operator = operator();
    var argument =
        switch (operator) {
          case "" -> "";
          case "/" -> upTo('/', true).text() + "/" + upTo('}', true).text();
          default -> upTo('}', operator.equals("#") || operator.equals("%")).text();
        };
    var written = "${" + name + operator + argument + "}";
    return variables.value(new Variable(name, operator, argument, written));
  }

  /// With the `}` at once there is none.
  private String operator() throws UnclearException {
    int c = peek();
    at++;
    if (c == '}') {
      return "";
    }
    if (c == '/') {
      at += peek() == '/' ? 1 : 0;
      return "/";
    }
    if (c == ':' && at < source.length() && peek() != '#' && peek() != '%') {
      return ":" + source.charAt(at++);
    }
    if (OPERATORS.indexOf(c) < 0) {
      throw new UnclearException();
    }
    return String.valueOf((char) c);
  }

  private String name() {
    int begin = at;
    if (Character.isDigit(peek())) {
      while (Character.isDigit(peek())) {
        at++;
      }
    } else if (NAMES_OF_ONE_SIGN.indexOf(peek()) >= 0) {
      at++;
    } else {
      while (Character.isLetterOrDigit(peek()) || peek() == '_') {
        at++;
      }
    }
    return source.substring(begin, at);
  }

  private int peek() {
    return at < source.length() ? source.charAt(at) : NONE;
  }
}
