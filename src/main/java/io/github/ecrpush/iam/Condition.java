package io.github.ecrpush.iam;

import io.github.ecrpush.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/// One condition of a statement: how the values of a key must compare with those of the policy.
///
/// @param comparison the operator without its prefix and suffix
/// @param quantifier what is asked of a key with many values
/// @param ifExists whether a request without the key is let through
public record Condition(
    Comparison comparison,
    Quantifier quantifier,
    boolean ifExists,
    String key,
    List<String> wanted) {

  private static final String IF_EXISTS = "IfExists";

  /// How many of a request's values must fit.
  public enum Quantifier {
    SINGLE(""),
    FOR_ALL_VALUES("ForAllValues:"),
    FOR_ANY_VALUE("ForAnyValue:");

    private final String prefix;

    Quantifier(String prefix) {
      this.prefix = prefix;
    }
  }

  public Condition {
    wanted = List.copyOf(wanted);
  }

  static List<Condition> parse(JsonTree tree, String place) {
    var conditions = new ArrayList<Condition>();
    if (!tree.isMissing() && !tree.isObject()) {
      throw new PolicyException(place, "Conditions are an object of operators.");
    }
    tree.members()
        .forEach((operator, keys) -> {
          if (!keys.isObject()) {
            throw new PolicyException(
                place + "." + operator, "An operator has an object of condition keys.");
          }
          keys.members()
              .forEach((key, values) -> conditions.add(parse(operator, key, values, place)));
        });
    return conditions;
  }

  private static Condition parse(String operator, String key, JsonTree values, String place) {
    var here = place + "." + operator;
    var quantifier = Quantifier.SINGLE;
    var name = operator;
    for (var candidate : List.of(Quantifier.FOR_ALL_VALUES, Quantifier.FOR_ANY_VALUE)) {
      if (operator.startsWith(candidate.prefix)) {
        quantifier = candidate;
        name = operator.substring(candidate.prefix.length());
      }
    }
    boolean ifExists = name.endsWith(IF_EXISTS);
    if (ifExists) {
      name = name.substring(0, name.length() - IF_EXISTS.length());
    }
    var comparison = Comparison.named(name);
    if (comparison == null) {
      throw new PolicyException(here, "There is no operator `" + operator + "` here.");
    }
    var wanted = Texts.of(values, here + "." + key);
    return new Condition(comparison, quantifier, ifExists, key, wanted.orElse(List.of()));
  }

  boolean holds(AccessRequest request) {
    var values = request.values(key);
    if (comparison == Comparison.NULL) {
      return wanted.contains(String.valueOf(values.isEmpty()));
    }
    if (values.isEmpty()) {
      return ifExists
          || switch (quantifier) {
            case SINGLE -> comparison.negated();
            case FOR_ALL_VALUES -> true;
            case FOR_ANY_VALUE -> false;
          };
    }
    Predicate<String> fits = value -> comparison.fits(value, wanted);
    return switch (quantifier) {
      case SINGLE ->
          comparison.negated() ? values.stream().allMatch(fits) : values.stream().anyMatch(fits);
      case FOR_ALL_VALUES -> values.stream().allMatch(fits);
      case FOR_ANY_VALUE -> values.stream().anyMatch(fits);
    };
  }

  /// Says what was wanted and what was there.
  String unmet(AccessRequest request) {
    var values = request.values(key);
    return "%s %s%s %s, but it is %s"
        .formatted(
            key,
            quantifier.prefix,
            comparison.word(),
            quoted(wanted),
            values.isEmpty() ? "absent" : quoted(values));
  }

  private static String quoted(List<String> texts) {
    return String.join(" or ", texts.stream().map(text -> "`" + text + "`").toList()).toString();
  }

  @Override
  public String toString() {
    return (quantifier.prefix + comparison.word()).toLowerCase(Locale.ROOT) + " " + key;
  }
}
