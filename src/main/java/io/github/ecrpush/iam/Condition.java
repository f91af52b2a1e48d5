package io.github.ecrpush.iam;

import io.github.ecrpush.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// One condition of a statement: how the values of a key must compare with those of the policy.
///
/// @param operator as the policy writes it: `ForAnyValue:StringLikeIfExists`
/// @param comparison the operator without its prefix and suffix
/// @param quantifier what is asked of a key with many values
/// @param ifExists whether a request without the key is let through
/// @param variables whether the values may have variables in them, as the document's version says
public record Condition(
    String operator,
    Comparison comparison,
    Quantifier quantifier,
    boolean ifExists,
    String key,
    List<String> wanted,
    boolean variables) {

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

  static List<Condition> parse(JsonTree tree, String place, Reading reading) {
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
              .forEach(
                  (key, values) -> conditions.add(parse(operator, key, values, place, reading)));
        });
    return conditions;
  }

  private static Condition parse(
      String operator, String key, JsonTree values, String place, Reading reading) {
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
    if (comparison == null || (comparison == Comparison.NULL && ifExists)) {
      if (!reading.toExplain()) {
        throw new PolicyException(here, "There is no operator `" + operator + "` here.");
      }
      comparison = Comparison.UNKNOWN;
    }
    var wanted = Texts.of(values, here + "." + key).orElse(List.of());
    for (var value : wanted) {
      if (!comparison.accepts(value)) {
        throw new PolicyException(
            here + "." + key, "`%s` cannot compare with `%s`.".formatted(name, value));
      }
    }
    return new Condition(
        operator,
        comparison,
        quantifier,
        ifExists,
        key,
        wanted,
        reading.variables() && comparison.takesVariables());
  }

  /// Whether a request meets it.
  public boolean holds(AccessRequest request) {
    var values = request.values(key);
    if (comparison == Comparison.NULL) {
      return wanted.stream().anyMatch(String.valueOf(values.isEmpty())::equalsIgnoreCase);
    }
    if (values.isEmpty()) {
      return ifExists
          || switch (quantifier) {
            case SINGLE -> comparison.negated();
            case FOR_ALL_VALUES -> true;
            case FOR_ANY_VALUE -> false;
          };
    }
    Predicate<String> fits = value -> fits(value, request);
    return switch (quantifier) {
      case SINGLE ->
          comparison.negated() ? values.stream().allMatch(fits) : values.stream().anyMatch(fits);
      case FOR_ALL_VALUES -> values.stream().allMatch(fits);
      case FOR_ANY_VALUE -> values.stream().anyMatch(fits);
    };
  }

  private boolean fits(String value, AccessRequest request) {
    boolean any =
        wanted.stream()
            .flatMap(text -> filled(text, request).stream())
            .anyMatch(text -> comparison.fits(value, text));
    return any != comparison.negated();
  }

  private Optional<int[]> filled(String text, AccessRequest request) {
    return variables
        ? Variables.fill(text, request)
        : Optional.of(text.chars().map(Wildcard::unit).toArray());
  }

  Obstacle.UnmetCondition unmet(AccessRequest request) {
    return new Obstacle.UnmetCondition(key, operator, wanted, request.values(key));
  }
}
