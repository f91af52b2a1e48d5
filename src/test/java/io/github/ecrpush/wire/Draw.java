package io.github.ecrpush.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// Draws values by a seed: what a careful person writes, and now and then what nobody should.
final class Draw {

  private static final List<String> ODD =
      List.of(
          " ",
          "-",
          "a",
          "0",
          "null",
          "../../etc/passwd",
          "a&Action=DeleteRole&Version=2010-05-08",
          "a b",
          "a\nb",
          "\"a\",\"b",
          "a,b=c",
          "%00%0a",
          "${jndi:x}",
          "a\u0000b",
          "a\u0007b",
          "\u007f\u0085\u009f",
          "\u00e4\u00f6\u00fc",
          "e\u0301",
          "\u00a0\u2028\u3000",
          "\u202eabc",
          "\u540d\u524d",
          "\ud83d\udc33",
          "\ud83d",
          "\uffff",
          "arn:aws:iam::123456789012:role/",
          "arn:aws:iam::123456789012:role//",
          "arn:::::",
          "{}",
          "[]",
          "{\"a\":1}");

  private static final String ALPHABET =
      "abcXYZ019_-./:@+=, %&\u00fc\u00df\u0416\u4e2d\u0660\u00b2\u00a0\u200b";

  private final SplittableRandom random;
  private final double oddness;
  private final String partition;

  Draw(long seed) {
    random = new SplittableRandom(seed);
    oddness = random.nextInt(5) > 1 ? 0 : 0.04;
    partition = of("aws", "aws", "aws", "aws", "aws", "aws", "aws-cn", "aws-us-gov");
  }

  SplittableRandom random() {
    return random;
  }

  /// True once in so many times.
  boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  int upTo(int most) {
    return random.nextInt(most + 1);
  }

  String of(String... values) {
    return values[random.nextInt(values.length)];
  }

  /// A right value, or something odd.
  String value(Supplier<String> right) {
    return value(right, this::odd);
  }

  /// A right value, or one that is wrong in its own way.
  String value(Supplier<String> right, Supplier<String> wrong) {
    if (random.nextDouble() >= oddness) {
      return right.get();
    }
    return oneIn(3) ? odd() : wrong.get();
  }

  /// Anything, of any length.
  String odd() {
    return switch (random.nextInt(5)) {
      case 0 -> any(of(1, 2, 13, 64, 65, 128, 129, 256, 257, 300, 513, 2049, 20_001));
      case 1 -> "x".repeat(of(1, 64, 65, 129, 257, 300, 1225, 2049, 10_241, 30_721));
      default -> ODD.get(random.nextInt(ODD.size()));
    };
  }

  int of(int... values) {
    return values[random.nextInt(values.length)];
  }

  /// Letters, digits and more of many languages.
  String any(int length) {
    var text = new StringBuilder();
    while (text.length() < length) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /// Letters and digits.
  String name(int length) {
    var text = new StringBuilder("r");
    while (text.length() < length) {
      text.append("abcdefghijkmnopqrstuvwxyz0123456789".charAt(random.nextInt(35)));
    }
    return text.substring(0, length);
  }

  /// Several values, one a line.
  String lines(int count, Supplier<String> value) {
    var lines = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      lines.add(value.get());
    }
    return String.join("\n", lines);
  }

  String account() {
    return value(
        () -> of("123456789012", "000000000001", "210987654321"),
        () -> of("12345678901", "1234567890123", "\u0661\u0662\u0663456789012", "abcdefghijkl"));
  }

  /// The part of AWS that one combination is about: parts share nothing.
  String partition() {
    return value(
        () -> partition, () -> of("", "aws\u0007", "AWS", "aws-cn", "aws-" + name(2100), "\u00e4"));
  }

  /// The usual region of it.
  String home() {
    return regions().getFirst();
  }

  String region() {
    return value(
        () -> regions().get(upTo(regions().size() - 1)),
        () ->
            of(
                "eu-west",
                "EU-WEST-1",
                "eu-west-1a",
                "x".repeat(70) + "-west-1",
                "eu--1",
                "cn-north-1"));
  }

  private List<String> regions() {
    return switch (partition) {
      case "aws-cn" -> List.of("cn-north-1", "cn-northwest-1");
      case "aws-us-gov" -> List.of("us-gov-west-1", "us-gov-east-1");
      default -> List.of("eu-west-1", "us-east-1", "eu-west-3");
    };
  }
}
