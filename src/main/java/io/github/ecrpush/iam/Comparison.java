package io.github.ecrpush.iam;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/// How a value of a request compares with one of a policy. A negated comparison holds when none of
/// the policy's values fits.
public enum Comparison {
  STRING_EQUALS("StringEquals", false, (value, wanted) -> value.equals(wanted)),
  STRING_NOT_EQUALS("StringNotEquals", true, (value, wanted) -> value.equals(wanted)),
  STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, String::equalsIgnoreCase),
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true, String::equalsIgnoreCase),
  STRING_LIKE("StringLike", false, (value, wanted) -> Wildcard.matches(wanted, value)),
  STRING_NOT_LIKE("StringNotLike", true, (value, wanted) -> Wildcard.matches(wanted, value)),
  ARN_EQUALS("ArnEquals", false, Comparison::arnFits),
  ARN_LIKE("ArnLike", false, Comparison::arnFits),
  ARN_NOT_EQUALS("ArnNotEquals", true, Comparison::arnFits),
  ARN_NOT_LIKE("ArnNotLike", true, Comparison::arnFits),
  BOOL("Bool", false, String::equalsIgnoreCase),
  NULL("Null", false, (_, _) -> false),
  NUMERIC_EQUALS("NumericEquals", false, (value, wanted) -> compare(value, wanted) == 0),
  NUMERIC_NOT_EQUALS("NumericNotEquals", true, (value, wanted) -> compare(value, wanted) == 0),
  NUMERIC_LESS_THAN("NumericLessThan", false, (value, wanted) -> compare(value, wanted) < 0),
  NUMERIC_LESS_THAN_EQUALS(
      "NumericLessThanEquals", false, (value, wanted) -> compare(value, wanted) <= 0),
  NUMERIC_GREATER_THAN("NumericGreaterThan", false, (value, wanted) -> compare(value, wanted) > 0),
  NUMERIC_GREATER_THAN_EQUALS(
      "NumericGreaterThanEquals", false, (value, wanted) -> compare(value, wanted) >= 0);

  private static final int ARN_PARTS = 6;

  private final String word;
  private final boolean negated;
  private final BiPredicate<String, String> one;

  Comparison(String word, boolean negated, BiPredicate<String, String> one) {
    this.word = word;
    this.negated = negated;
    this.one = one;
  }

  static @Nullable Comparison named(String word) {
    for (var comparison : values()) {
      if (comparison.word.equals(word)) {
        return comparison;
      }
    }
    return null;
  }

  String word() {
    return word;
  }

  boolean negated() {
    return negated;
  }

  boolean fits(String value, List<String> wanted) {
    return wanted.stream().anyMatch(each -> one.test(value, each)) != negated;
  }

  /// Wildcards of an ARN do not reach over its colons, save in the last part.
  private static boolean arnFits(String value, String wanted) {
    var parts = value.split(":", ARN_PARTS);
    var patterns = wanted.split(":", ARN_PARTS);
    if (parts.length != ARN_PARTS || patterns.length != ARN_PARTS) {
      return false;
    }
    for (int part = 0; part < ARN_PARTS; part++) {
      if (!Wildcard.matches(patterns[part], parts[part])) {
        return false;
      }
    }
    return true;
  }

  private static int compare(String value, String wanted) {
    return new BigDecimal(value).compareTo(new BigDecimal(wanted));
  }
}
