package io.github.ecrpush.metadata;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// A text with expressions between `{{` and `}}` in it. `\{{` stands for the braces themselves.
final class Template {

  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  sealed interface Part {}

  record Literal(String text) implements Part {}

  /// An expression.
  ///
  /// @param format of a date, in moment's letters
  /// @param zone the time zone that it is told in
  record Expression(Word word, String format, String zone) implements Part {}

  static Template literal(String text) {
    return new Template(List.of(new Literal(text)));
  }

  /// @param known the words that mean something in it
  static Template parse(String text, Set<Word> known, Mistakes mistakes, Mistakes.Place where) {
    var parts = new ArrayList<Part>();
    var literal = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("\\{{", at)) {
        literal.append("{{");
        at += 3;
        continue;
      }
      if (!text.startsWith("{{", at)) {
        literal.append(text.charAt(at++));
        continue;
      }
      boolean triple = text.startsWith("{{{", at);
      var close = triple ? "}}}" : "}}";
      int end = text.indexOf(close, at);
      if (end < 0) {
        mistakes.add(where, "`{{` is never closed by `}}`.");
        return literal(text);
      }
      if (at > 0 && text.charAt(at - 1) == '$') {
        mistakes.add(
            where, "`${{ … }}` is an expression of a workflow, and only GitHub puts its value in.");
        return literal(text);
      }
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
      var inside = text.substring(at + close.length(), end);
      new ExpressionReader(inside, known, mistakes, where).read().ifPresent(parts::add);
      at = end + close.length();
    }
    parts.add(new Literal(literal.toString()));
    return new Template(parts.stream().filter(part -> !part.equals(new Literal(""))).toList());
  }

  /// @param values what each expression stands for
  String render(Function<Expression, String> values) {
    var text = new StringBuilder();
    for (var part : parts) {
      text.append(
          switch (part) {
            case Literal literal -> literal.text();
            case Expression expression -> values.apply(expression);
          });
    }
    return text.toString();
  }

  /// What has to be known before it can be rendered.
  Stream<Fact> facts() {
    return parts.stream()
        .flatMap(part ->
            part instanceof Expression(Word word, _, _) ? word.fact().stream() : Stream.empty());
  }

  /// Whether it is that word and nothing else.
  boolean isOnly(Word wanted) {
    return parts.size() == 1
        && parts.getFirst() instanceof Expression(Word word, _, _)
        && word == wanted;
  }

  /// Whether it has the same text for every source.
  boolean isLiteral() {
    return parts.stream().allMatch(Literal.class::isInstance);
  }
}
