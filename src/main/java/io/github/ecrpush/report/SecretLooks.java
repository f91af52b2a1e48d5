package io.github.ecrpush.report;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// What looks like a secret although nobody said that it is one: by the name of a setting, or by
/// its value. It errs towards hiding.
final class SecretLooks {

  /// Anywhere in a name.
  private static final List<String> PARTS =
      List.of("TOKEN", "SECRET", "PASSW", "CREDENTIAL", "PASSPHRASE", "APIKEY", "PRIVATE");

  /// A whole word of a name.
  private static final Pattern WORDS =
      Pattern.compile("(?:^|[^A-Z])(?:KEYS?|PWD|PASS|AUTH|PAT|JWT|DSN|SIGNATURE)(?:$|[^A-Z])|KEY$");

  /// Keys of AWS, tokens of GitHub, GitLab, Slack, npm, PyPI and Stripe, a JSON Web Token, a
  /// private key, an address with a password.
  private static final Pattern KNOWN =
      Pattern.compile(
          "(?:AKIA|ASIA)[A-Z0-9]{16}"
              + "|gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255}"
              + "|glpat-[A-Za-z0-9_-]{15,255}|xox[abeoprs]-[A-Za-z0-9-]{10,255}"
              + "|npm_[A-Za-z0-9]{30,255}|pypi-[A-Za-z0-9_-]{16,512}"
              + "|[rs]k_(?:live|test)_[A-Za-z0-9]{10,255}"
              + "|(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,8192}+\\.[A-Za-z0-9_-]{8,8192}+(?:\\.[A-Za-z0-9_-]{0,8192}+)?"
              + "|-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[A-Za-z0-9+/=\\s\\\\]{0,20000}+"
              + "|(?<=://)[^/\\s:@]{0,256}+:[^/\\s@]{1,512}+(?=@)");

  /// What each of them has. Most texts have none, which is seen faster than by the pattern.
  private static final List<String> SIGNS =
      List.of(
          "AKIA",
          "ASIA",
          "ghp_",
          "gho_",
          "ghu_",
          "ghs_",
          "ghr_",
          "github_pat_",
          "glpat-",
          "xox",
          "npm_",
          "pypi-",
          "_live_",
          "_test_",
          "eyJ",
          "-----BEGIN",
          "://");

  /// One word of the letters that keys are written in.
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9+/=_-]{24,}");

  /// Commits and digests, which are looked for in evidence, and are nobody's secret.
  private static final Pattern FINGERPRINT = Pattern.compile("(?:[0-9a-f]{40}|[0-9a-f]{64})");

  private static final double BITS_OF_CHANCE = 3.8;

  private SecretLooks() {}

  static boolean name(String name) {
    var upper = name.toUpperCase(Locale.ROOT);
    return PARTS.stream().anyMatch(upper::contains) || WORDS.matcher(upper).find();
  }

  static boolean value(String value) {
    return KNOWN.matcher(value).find() || (WORD.matcher(value).matches() && isByChance(value));
  }

  /// The text with a mark in the place of every secret of a known form.
  static String without(String text, String mark) {
    for (var sign : SIGNS) { // no stream: a page has thousands of texts
      if (text.contains(sign)) {
        return KNOWN.matcher(text).replaceAll(mark);
      }
    }
    return text;
  }

  /// Letters that are spread like those of a random text, digits among them. Words of people repeat
  /// themselves more.
  private static boolean isByChance(String value) {
    if (FINGERPRINT.matcher(value).matches() || value.chars().noneMatch(Character::isDigit)) {
      return false;
    }
    var counts = new int[128];
    value.chars().forEach(letter -> counts[letter]++);
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        double share = (double) count / value.length();
        bits -= share * Math.log(share) / Math.log(2);
      }
    }
    return bits > BITS_OF_CHANCE;
  }
}
