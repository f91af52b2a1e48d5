package io.github.ecrpush.image;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Why a text is no repository name, and the name that was probably meant.
public final class RepositoryNameRules {

  private static final String SEPARATORS = "._-";
  private static final int MOST_SHOWN = 5;

  private RepositoryNameRules() {}

  /// The rules that a text breaks, a sentence for each; none when it is a name.
  public static List<String> brokenBy(String text) {
    var broken = new ArrayList<String>();
    var name = withoutTagOrDigest(text);
    if (!name.equals(text)) {
      broken.add("A tag or a digest does not belong to the name: `%s`.".formatted(rest(text)));
    }
    if (has(name, RepositoryNameRules::isUpperCase)) {
      broken.add("Letters are lower case; this has " + shown(name, c -> isUpperCase(c)) + ".");
    }
    if (has(name, RepositoryNameRules::isForeign)) {
      broken.add(
          "A name is made of the letters `a` to `z`, digits, `.`, `_`, `-` and `/`; this has "
              + shown(name, c -> isForeign(c))
              + ".");
    }
    var parts = List.of(name.split("/", -1));
    if (parts.contains("")) {
      broken.add("`/` stands between two parts of the name, neither of which is empty.");
    }
    if (parts.stream().anyMatch(part -> !part.isEmpty() && !part.equals(trimmed(part)))) {
      broken.add("Each part of the name begins and ends with a letter or a digit.");
    }
    if (parts.stream().anyMatch(part -> !trimmed(part).equals(singled(trimmed(part))))) {
      broken.add(
          "Between letters and digits stands one `.`, one or two `_`, or any number of `-`, and no"
              + " mixture of them.");
    }
    if (name.length() < RepositoryPath.SHORTEST || name.length() > RepositoryPath.LONGEST) {
      broken.add(
          "A name has %d to %d characters; this has %d."
              .formatted(RepositoryPath.SHORTEST, RepositoryPath.LONGEST, name.length()));
    }
    return List.copyOf(broken);
  }

  /// The nearest name that ECR takes, if anything of the text is left in it.
  public static Optional<RepositoryPath> proposalFor(String text) {
    var plain =
        Normalizer.normalize(withoutTagOrDigest(text.strip()), Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT);
    var known = new StringBuilder();
    plain.codePoints().forEach(c -> known.append(isForeign(c) ? '-' : (char) c));
    var name =
        Stream.of(known.toString().split("/"))
            .map(part -> singled(trimmed(part)))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("/"));
    if (name.length() > RepositoryPath.LONGEST) {
      name = trimmed(name.substring(0, RepositoryPath.LONGEST));
    }
    return name.length() < RepositoryPath.SHORTEST
        ? Optional.empty()
        : Optional.of(new RepositoryPath(name));
  }

  private static String withoutTagOrDigest(String text) {
    int end = tagOrDigest(text);
    return end < 0 ? text : text.substring(0, end);
  }

  private static String rest(String text) {
    return text.substring(tagOrDigest(text));
  }

  /// Where `@sha256:…` or `:tag` begins, behind the last `/`; -1 when there is neither.
  private static int tagOrDigest(String text) {
    int at = text.indexOf("@sha256:");
    int colon = text.indexOf(':', text.lastIndexOf('/') + 1);
    return at >= 0 ? at : colon;
  }

  /// Without separators at either end, nor `/`.
  private static String trimmed(String part) {
    int from = 0;
    int to = part.length();
    while (from < to && isBetween(part.charAt(from))) {
      from++;
    }
    while (to > from && isBetween(part.charAt(to - 1))) {
      to--;
    }
    return part.substring(from, to);
  }

  /// With a separator that ECR takes in the place of each run of them that it does not.
  private static String singled(String part) {
    var single = new StringBuilder();
    int at = 0;
    while (at < part.length()) {
      int end = at;
      while (end < part.length() && SEPARATORS.indexOf(part.charAt(end)) >= 0) {
        end++;
      }
      if (end > at) {
        single.append(separator(part.substring(at, end)));
        at = end;
      } else {
        single.append(part.charAt(at++));
      }
    }
    return single.toString();
  }

  private static String separator(String run) {
    boolean dashes = run.chars().allMatch(c -> c == '-');
    if (dashes || run.equals(".") || run.equals("_") || run.equals("__")) {
      return run;
    }
    if (run.chars().allMatch(c -> c == '_')) {
      return "__";
    }
    return run.chars().allMatch(c -> c == '.') ? "." : "-";
  }

  private static boolean isBetween(int c) {
    return c == '/' || SEPARATORS.indexOf(c) >= 0;
  }

  private static boolean isUpperCase(int c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean isForeign(int c) {
    boolean known = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || isUpperCase(c);
    return !known && !isBetween(c);
  }

  /// What may be said of a character.
  @FunctionalInterface
  private interface Kind {
    boolean holds(int c);
  }

  private static boolean has(String text, Kind kind) {
    return text.codePoints().anyMatch(kind::holds);
  }

  private static String shown(String text, Kind kind) {
    var found = new LinkedHashSet<String>();
    text.codePoints().filter(kind::holds).forEach(c -> found.add(word(c)));
    var first = found.stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
    return found.size() > MOST_SHOWN ? first + " and others" : first;
  }

  private static String word(int c) {
    return Character.isWhitespace(c) ? "a blank" : "`" + Character.toString(c) + "`";
  }
}
