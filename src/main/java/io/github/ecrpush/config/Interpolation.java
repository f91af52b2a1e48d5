package io.github.ecrpush.config;

import io.github.ecrpush.yaml.YamlPlace;
import java.util.Optional;

/// Puts values in the place of variables, in the signs that compose files have: `$NAME`, `${NAME}`,
/// `${NAME:-otherwise}`, `${NAME:?message}`, `${NAME:+instead}`, and the same without the colon,
/// which then asks only whether the variable is there. `$$` is a `$`. Braces within a word are a
/// part of it when each is closed.
final class Interpolation {

  private static final int MOST_CHARACTERS = 1 << 22;
  private static final int DEEPEST = 20;

  private final Variables variables;
  private final Mistakes mistakes;
  private long left = MOST_CHARACTERS;

  /// Where values come from.
  interface Variables {

    /// The value of a variable that is there; it may be empty.
    Optional<String> value(String name);

    /// What stands for a variable that is not there, where nothing is said about that.
    String absent(String name, YamlPlace place);

    /// Whether a `$` that begins no variable stands for itself, and is no mistake.
    boolean keepsDollars();
  }

  Interpolation(Variables variables, Mistakes mistakes) {
    this.variables = variables;
    this.mistakes = mistakes;
  }

  /// The text with its values. Whatever is wrong with it is a mistake at that place.
  String of(String text, YamlPlace place) {
    return of(text, place, variables);
  }

  /// The same, with values from elsewhere.
  String of(String text, YamlPlace place, Variables from) {
    var result = text.indexOf('$') < 0 ? text : read(text, place, from);
    left -= result.length();
    if (left < 0) {
      throw mistakes.last(
          place, "With the values of its variables, the file is larger than 4 MiB.");
    }
    return result;
  }

  private String read(String text, YamlPlace place, Variables from) {
    try {
      return new Reading(text, place, from).all();
    } catch (MalformedException e) {
      mistakes.add(place, e.rule);
      return "";
    }
  }

  private static final class MalformedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String rule;

    MalformedException(String rule) {
      super(rule);
      this.rule = rule;
    }
  }

  private final class Reading {

    private final String text;
    private final YamlPlace place;
    private final Variables from;
    private int position;
    private boolean isLacking;

    Reading(String text, YamlPlace place, Variables from) {
      this.text = text;
      this.place = place;
      this.from = from;
    }

    /// Without a value that must be there it is empty, so that what is left of it is not told as a
    /// second mistake.
    String all() {
      var result = until(false, true, 0);
      return isLacking ? "" : result;
    }

    /// @param inBraces whether a `}` ends it
    /// @param counts whether its value is wanted: what is not is only passed over
    private String until(boolean inBraces, boolean counts, int depth) {
      if (depth > DEEPEST) {
        throw new MalformedException("Variables are nested deeper than " + DEEPEST + " levels.");
      }
      var result = new StringBuilder();
      int open = 0;
      while (position < text.length()) {
        char next = text.charAt(position);
        if (next == '{') {
          open++;
        } else if (inBraces && next == '}' && open-- == 0) {
          break;
        }
        position++;
        result.append(next == '$' ? variable(counts, depth) : String.valueOf(next));
        if (result.length() > MOST_CHARACTERS) {
          throw mistakes.last(place, "With the values of its variables, a text is too large.");
        }
      }
      return result.toString();
    }

    /// Reads from behind the `$`.
    private String variable(boolean counts, int depth) {
      if (text.startsWith("$", position)) {
        position++;
        return "$";
      }
      if (from.keepsDollars() && !beginsVariable()) {
        return "$";
      }
      if (!text.startsWith("{", position)) {
        var name = name(false);
        return counts ? valueOrAbsent(name) : "";
      }
      position++;
      var name = name(true);
      var result = braced(name, counts, depth);
      if (!text.startsWith("}", position)) {
        throw new MalformedException(
            position == text.length()
                ? "The `${" + Shown.of(name) + "` is not closed: each `{` in it needs a `}`."
                : "Behind `${"
                    + Shown.of(name)
                    + "` stands `}`, or one of `:-`, `-`, `:?`, `?`, `:+`, `+`.");
      }
      position++;
      return result;
    }

    private boolean beginsVariable() {
      if (position == text.length()) {
        return false;
      }
      char next = text.charAt(position);
      return next == '{' || (isOfName(next, false) && !Character.isDigit(next));
    }

    private String braced(String name, boolean counts, int depth) {
      int colon = text.startsWith(":", position) ? 1 : 0;
      char sign = position + colon < text.length() ? text.charAt(position + colon) : '\0';
      if (sign != '-' && sign != '?' && sign != '+') {
        return counts && colon == 0 && sign == '}' ? valueOrAbsent(name) : "";
      }
      position += colon + 1;
      var value = from.value(name).filter(found -> colon == 0 || !found.isEmpty());
      boolean wordCounts = counts && (sign == '+') == value.isPresent();
      var word = until(true, wordCounts, depth + 1);
      return switch (sign) {
        case '-' -> value.orElse(word);
        case '+' -> value.isPresent() ? word : "";
        default -> {
          if (wordCounts) {
            isLacking = true;
            var said = word.isBlank() ? "" : " " + Shown.of(word.strip());
            mistakes.add(place, "The variable `" + name + "` has no value." + said);
          }
          yield value.orElse("");
        }
      };
    }

    private String valueOrAbsent(String name) {
      return from.value(name).orElseGet(() -> from.absent(name, place));
    }

    /// @param withDots whether it may have parts, as `matrix.node` has
    private String name(boolean withDots) {
      int start = position;
      while (position < text.length() && isOfName(text.charAt(position), withDots)) {
        position++;
      }
      var name = text.substring(start, position);
      if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
        throw new MalformedException(
            "Behind `$` stands the name of a variable, `${NAME}`. A `$` that is meant as such is"
                + " written `$$`.");
      }
      return name;
    }

    private static boolean isOfName(char letter, boolean withDots) {
      return (letter >= 'a' && letter <= 'z')
          || (letter >= 'A' && letter <= 'Z')
          || (letter >= '0' && letter <= '9')
          || letter == '_'
          || (withDots && letter == '.');
    }
  }
}
