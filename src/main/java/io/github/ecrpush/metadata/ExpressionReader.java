package io.github.ecrpush.metadata;

import io.github.ecrpush.metadata.Template.Expression;
import java.util.Optional;
import java.util.Set;

/// Reads what stands between `{{` and `}}`: a word, and behind the words for dates a format in
/// quotes and perhaps `tz='ZONE'`.
final class ExpressionReader {

  private static final String UTC = "UTC";

  private final String text;
  private final Set<Word> known;
  private final Mistakes mistakes;
  private final Mistakes.Place where;
  private int at;

  ExpressionReader(String text, Set<Word> known, Mistakes mistakes, Mistakes.Place where) {
    this.text = text.strip();
    this.known = known;
    this.mistakes = mistakes;
    this.where = where;
  }

  Optional<Expression> read() {
    var name = name();
    var word = known.stream().filter(each -> each.key().equals(name)).findFirst();
    if (word.isEmpty()) {
      var words = Mistakes.sorted(known.stream().map(Word::key).toList());
      return mistake(
          "There is no expression `{{%s}}` here. %s"
              .formatted(Mistakes.shown(text), Mistakes.meant(name, words)));
    }
    return word.get().takesFormat() ? date(word.get()) : plain(word.get());
  }

  private Optional<Expression> plain(Word word) {
    return at == text.length()
        ? Optional.of(new Expression(word, "", UTC))
        : mistake("Nothing may stand behind the word in `{{%s}}`.".formatted(word.key()));
  }

  private Optional<Expression> date(Word word) {
    var format = quoted();
    if (format.isEmpty()) {
      return mistake(
          "`{{%s}}` needs a format in quotes: `{{%s 'YYYYMMDD'}}`."
              .formatted(Mistakes.shown(text), word.key()));
    }
    var zone = UTC;
    skipBlanks();
    if (at < text.length()) {
      var attribute = name();
      if (!attribute.equals("tz") || at == text.length() || text.charAt(at) != '=') {
        return mistake(
            "Behind the format in `{{%s}}` only `tz='ZONE'` may stand."
                .formatted(Mistakes.shown(text)));
      }
      at++;
      var wished = quoted();
      skipBlanks();
      if (wished.isEmpty() || at < text.length()) {
        return mistake(
            "The time zone in `{{%s}}` stands in quotes: `tz='Asia/Tokyo'`."
                .formatted(Mistakes.shown(text)));
      }
      var found = TimeZones.named(wished.get());
      if (found.isEmpty()) {
        return mistake(TimeZones.unknown(wished.get()));
      }
      zone = found.get();
    }
    return Optional.of(new Expression(word, format.get(), zone));
  }

  private Optional<Expression> mistake(String sentence) {
    mistakes.add(where, sentence);
    return Optional.empty();
  }

  private String name() {
    skipBlanks();
    int from = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
      at++;
    }
    return text.substring(from, at);
  }

  private Optional<String> quoted() {
    skipBlanks();
    if (at == text.length() || "'\"".indexOf(text.charAt(at)) < 0) {
      return Optional.empty();
    }
    int end = text.indexOf(text.charAt(at), at + 1);
    if (end < 0) {
      return Optional.empty();
    }
    var inside = text.substring(at + 1, end);
    at = end + 1;
    return Optional.of(inside);
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
