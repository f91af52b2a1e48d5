package io.github.ecrpush.dockerfile;

import io.github.ecrpush.dockerfile.ShellLexer.UnclearException;
import io.github.ecrpush.dockerfile.ShellLexer.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The values of build arguments before the first `FROM`, and words with them put in: `$NAME`,
/// `${NAME}`, `${NAME:-default}`, `${NAME:+other}`.
final class Arguments {

  /// BuildKit itself gives them values, which are not known here.
  private static final Set<String> OF_BUILDKIT =
      Set.of(
          "BUILDPLATFORM",
          "BUILDOS",
          "BUILDOSVERSION",
          "BUILDARCH",
          "BUILDVARIANT",
          "TARGETPLATFORM",
          "TARGETOS",
          "TARGETOSVERSION",
          "TARGETARCH",
          "TARGETVARIANT",
          "TARGETSTAGE");

  private final Map<String, String> given;

  /// Nothing for one that has a value which is not known.
  private final Map<String, Optional<String>> values = new HashMap<>();

  Arguments(Map<String, String> given) {
    this.given = given;
    for (var name : OF_BUILDKIT) {
      values.put(name, Optional.ofNullable(given.get(name)));
    }
  }

  /// Takes in `ARG NAME=default OTHER`.
  void declare(Instruction arg) {
    for (var declaration : words(arg)) {
      int equals = declaration.indexOf('=');
      var name = equals < 0 ? declaration : declaration.substring(0, equals);
      if (given.containsKey(name)) {
        values.put(name, Optional.ofNullable(given.get(name)));
      } else if (equals >= 0 && !OF_BUILDKIT.contains(name)) {
        values.put(name, put(declaration.substring(equals + 1), arg.escape()));
      }
    }
  }

  /// White space within quotes, or behind the escape, does not end a word. The quotes stay.
  private static List<String> words(Instruction arg) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    char quote = 0;
    var text = arg.afterFlags();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote == 0 && WhiteSpace.is(c)) {
        words.add(word.toString());
        word.setLength(0);
        continue;
      }
      word.append(c);
      if (c == arg.escape() && quote != '\'' && i + 1 < text.length()) {
        word.append(text.charAt(++i));
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      }
    }
    words.add(word.toString());
    return words;
  }

  /// The word without its quotes. One with a variable that nobody knows stays as it is written.
  String putInto(String word, char escape) {
    return put(word, escape).orElse(word);
  }

  private Optional<String> put(String word, char escape) {
    return new ShellLexer(word, escape, false, this::value).read().map(ShellLexer.Read::text);
  }

  private String value(Variable variable) throws UnclearException {
    var known = values.getOrDefault(variable.name(), Optional.of(""));
    boolean isSet = values.containsKey(variable.name());
    var value = known.orElseThrow(UnclearException::new);
    return switch (variable.operator()) {
      case "-" -> isSet ? value : variable.word();
      case "+" -> isSet ? variable.word() : "";
      case ":-" -> value.isEmpty() ? variable.word() : value;
      case ":+" -> value.isEmpty() ? "" : variable.word();
      default -> {
        if (!isSet || !variable.operator().isEmpty()) {
          throw new UnclearException();
        }
        yield value;
      }
    };
  }
}
