package io.github.ecrpush.iam;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// How a value of a request compares with one of a policy. A negated comparison holds when none of
/// the policy's values fits.
public enum Comparison {
  STRING_EQUALS("StringEquals", false, Values.TEXT, Comparison::equal),
  STRING_NOT_EQUALS("StringNotEquals", true, Values.TEXT, Comparison::equal),
  STRING_EQUALS_IGNORE_CASE(
      "StringEqualsIgnoreCase", false, Values.TEXT, Comparison::equalIgnoringCase),
  STRING_NOT_EQUALS_IGNORE_CASE(
      "StringNotEqualsIgnoreCase", true, Values.TEXT, Comparison::equalIgnoringCase),
  STRING_LIKE("StringLike", false, Values.TEXT, (value, wanted) -> Wildcard.matches(wanted, value)),
  STRING_NOT_LIKE(
      "StringNotLike", true, Values.TEXT, (value, wanted) -> Wildcard.matches(wanted, value)),
  ARN_EQUALS("ArnEquals", false, Values.TEXT, ArnPattern::fits),
  ARN_LIKE("ArnLike", false, Values.TEXT, ArnPattern::fits),
  ARN_NOT_EQUALS("ArnNotEquals", true, Values.TEXT, ArnPattern::fits),
  ARN_NOT_LIKE("ArnNotLike", true, Values.TEXT, ArnPattern::fits),
  BOOL("Bool", false, Values.TRUTH, Comparison::equalIgnoringCase),
  NULL("Null", false, Values.TRUTH, (_, _) -> false),
  BINARY_EQUALS("BinaryEquals", false, Values.BASE64, by(Comparison::bytes, Arrays::equals)),
  IP_ADDRESS(
      "IpAddress", false, Values.ADDRESS, by(IpRange::parse, (one, range) -> range.contains(one))),
  NOT_IP_ADDRESS(
      "NotIpAddress",
      true,
      Values.ADDRESS,
      by(IpRange::parse, (one, range) -> range.contains(one))),
  NUMERIC_EQUALS("NumericEquals", false, Values.NUMBER, number(order -> order == 0)),
  NUMERIC_NOT_EQUALS("NumericNotEquals", true, Values.NUMBER, number(order -> order == 0)),
  NUMERIC_LESS_THAN("NumericLessThan", false, Values.NUMBER, number(order -> order < 0)),
  NUMERIC_LESS_THAN_EQUALS(
      "NumericLessThanEquals", false, Values.NUMBER, number(order -> order <= 0)),
  NUMERIC_GREATER_THAN("NumericGreaterThan", false, Values.NUMBER, number(order -> order > 0)),
  NUMERIC_GREATER_THAN_EQUALS(
      "NumericGreaterThanEquals", false, Values.NUMBER, number(order -> order >= 0)),
  DATE_EQUALS("DateEquals", false, Values.DATE, date(order -> order == 0)),
  DATE_NOT_EQUALS("DateNotEquals", true, Values.DATE, date(order -> order == 0)),
  DATE_LESS_THAN("DateLessThan", false, Values.DATE, date(order -> order < 0)),
  DATE_LESS_THAN_EQUALS("DateLessThanEquals", false, Values.DATE, date(order -> order <= 0)),
  DATE_GREATER_THAN("DateGreaterThan", false, Values.DATE, date(order -> order > 0)),
  DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false, Values.DATE, date(order -> order >= 0)),
  /// An operator that is not known here, of a policy that is only to be explained.
  UNKNOWN("", false, Values.TEXT, (_, _) -> false);

  /// What the values of a policy have to be. Only text may have variables in it.
  private enum Values {
    TEXT,
    TRUTH,
    BASE64,
    ADDRESS,
    NUMBER,
    DATE
  }

  private final String word;
  private final boolean negated;
  private final Values values;
  private final BiPredicate<String, int[]> one;

  Comparison(String word, boolean negated, Values values, BiPredicate<String, int[]> one) {
    this.word = word;
    this.negated = negated;
    this.values = values;
    this.one = one;
  }

  static @Nullable Comparison named(String word) {
    for (var comparison : values()) {
      if (comparison != UNKNOWN && comparison.word.equals(word)) {
        return comparison;
      }
    }
    return null;
  }

  public boolean negated() {
    return negated;
  }

  boolean takesVariables() {
    return values == Values.TEXT;
  }

  /// Whether a policy may have this value for it.
  boolean accepts(String wanted) {
    return switch (values) {
      case TEXT -> true;
      case TRUTH -> wanted.equalsIgnoreCase("true") || wanted.equalsIgnoreCase("false");
      case BASE64 -> bytes(wanted).isPresent();
      case ADDRESS -> IpRange.parse(wanted).isPresent();
      case NUMBER -> decimal(wanted).isPresent();
      case DATE -> Moment.parse(wanted).isPresent();
    };
  }

  /// Whether a value fits one of the policy's, whatever a negation makes of it.
  boolean fits(String value, int[] wanted) {
    return one.test(value, wanted);
  }

  private static boolean equal(String value, int[] wanted) {
    return value.equals(Wildcard.text(wanted));
  }

  private static boolean equalIgnoringCase(String value, int[] wanted) {
    return value.equalsIgnoreCase(Wildcard.text(wanted));
  }

  /// Compares two texts as what they mean. What means nothing fits nothing.
  private static <T> BiPredicate<String, int[]> by(
      Function<String, Optional<T>> meaning, BiPredicate<T, T> fits) {
    return (value, wanted) -> {
      var actual = meaning.apply(value);
      var policy = meaning.apply(Wildcard.text(wanted));
      return actual.isPresent() && policy.isPresent() && fits.test(actual.get(), policy.get());
    };
  }

  private static BiPredicate<String, int[]> number(IntPredicate order) {
    return by(Comparison::decimal, (value, wanted) -> order.test(value.compareTo(wanted)));
  }

  private static BiPredicate<String, int[]> date(IntPredicate order) {
    return by(Moment::parse, (value, wanted) -> order.test(value.compareTo(wanted)));
  }

  private static Optional<BigDecimal> decimal(String text) {
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException _) {
      return Optional.empty(); // no number
    }
  }

  private static Optional<byte[]> bytes(String text) {
    try {
      return Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // not base64
    }
  }
}
