package io.github.ecrpush.ecr;

import io.github.ecrpush.image.Tag;
import io.github.ecrpush.image.TagPattern;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Whether the tags of a repository may move, but for those that match one of the exceptions.
///
/// @param exceptions patterns in which `*` stands for any letters
public record TagMutability(boolean mutable, List<String> exceptions) {

  private static final String EXCEPT = " except ";
  private static final int MOST_EXCEPTIONS = 5;
  private static final int LONGEST_EXCEPTION = 128;
  private static final int MOST_STARS = 2;

  public TagMutability {
    exceptions = List.copyOf(exceptions);
  }

  /// Reads `mutable`, `immutable`, `immutable except latest, dev-*` or `mutable except v*`.
  ///
  /// @throws IllegalArgumentException if it is none of them, or nothing that ECR takes
  public static TagMutability parse(String text) {
    int at = text.toLowerCase(Locale.ROOT).indexOf(EXCEPT);
    var word = (at < 0 ? text : text.substring(0, at)).strip().toLowerCase(Locale.ROOT);
    if (!word.equals("mutable") && !word.equals("immutable")) {
      throw new IllegalArgumentException(
          "it is `mutable` or `immutable`, or one of them with exceptions, such as `immutable"
              + " except latest, dev-*`");
    }
    var exceptions =
        at < 0
            ? List.<String>of()
            : Stream.of(text.substring(at + EXCEPT.length()).split(",", -1))
                .map(String::strip)
                .distinct()
                .toList();
    exceptions.forEach(TagMutability::check);
    if (exceptions.size() > MOST_EXCEPTIONS) {
      throw new IllegalArgumentException(
          "there are up to %d exceptions, but these are %d"
              .formatted(MOST_EXCEPTIONS, exceptions.size()));
    }
    return new TagMutability(word.equals("mutable"), exceptions);
  }

  private static void check(String exception) {
    boolean known =
        exception
            .chars()
            .allMatch(c ->
                (c >= '0' && c <= '9')
                    || (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || "._-*".indexOf(c) >= 0);
    if (!known || exception.isEmpty() || exception.length() > LONGEST_EXCEPTION) {
      throw new IllegalArgumentException(
          "an exception has 1 to %d letters, digits, `.`, `_`, `-` and `*`, but this is `%s`"
              .formatted(LONGEST_EXCEPTION, exception));
    }
    if (new TagPattern(exception).stars() > MOST_STARS) {
      throw new IllegalArgumentException(
          "an exception has up to %d `*`, but this is `%s`".formatted(MOST_STARS, exception));
    }
  }

  /// Whether this tag may be moved to another image.
  public boolean mayMove(Tag tag) {
    return mutable != exception(tag).isPresent();
  }

  /// The exception that keeps a tag where it is, where others may move.
  Optional<String> keeping(Tag tag) {
    return mutable ? exception(tag) : Optional.empty();
  }

  private Optional<String> exception(Tag tag) {
    return exceptions.stream()
        .filter(exception -> new TagPattern(exception).matches(tag))
        .findFirst();
  }

  /// Whether both say the same of every tag. The order of exceptions means nothing.
  boolean isSameAs(TagMutability other) {
    return mutable == other.mutable && Set.copyOf(exceptions).equals(Set.copyOf(other.exceptions));
  }

  @Override
  public String toString() {
    return (mutable ? "mutable" : "immutable")
        + (exceptions.isEmpty() ? "" : EXCEPT + String.join(", ", exceptions));
  }
}
