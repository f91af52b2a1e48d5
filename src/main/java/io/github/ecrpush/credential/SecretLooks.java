package io.github.ecrpush.credential;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What looks like a secret although nobody said that it is one: by the name of a setting, or by
/// its value. It errs towards hiding.
public final class SecretLooks {

  /// Anywhere in a name.
  private static final List<String> PARTS =
      List.of(
          "TOKEN",
          "SECRET",
          "PASSW",
          "CREDENTIAL",
          "PASSPHRASE",
          "PASSCODE",
          "APIKEY",
          "PRIVATE",
          "BEARER",
          "COOKIE");

  /// A whole word of a name.
  private static final Pattern WORDS =
      Pattern.compile(
          "(?:^|[^A-Z])(?:KEYS?|PWD|PW|PASS|AUTH|AUTHORI[SZ]ATION|PAT|JWT|DSN|SIG|SIGNATURE|SAS|OTP|CREDS?)(?:$|[^A-Z])"
              + "|(?:KEY|PWD)$");

  /// Keys of AWS, tokens of GitHub, GitLab, Slack, npm, PyPI, Stripe and SendGrid, a webhook of
  /// Slack, a bearer's token, a basic login, a JSON Web Token, a private key, an address with a
  /// password, or with a word before its host that is as long as tokens are, or has digits among
  /// its letters as they do. An image with tag and digest is no such address.
  private static final Pattern KNOWN =
      Pattern.compile(
          "(?:AKIA|ASIA)[A-Z0-9]{16}"
              + "|gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_[A-Za-z0-9_]{20,255}"
              + "|glpat-[A-Za-z0-9_-]{15,255}|xox[abeoprs]-[A-Za-z0-9-]{10,255}"
              + "|npm_[A-Za-z0-9]{30,255}|pypi-[A-Za-z0-9_-]{16,512}"
              + "|[rs]k_(?:live|test)_[A-Za-z0-9]{10,255}"
              + "|SG\\.[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,64}"
              + "|(?<=hooks\\.slack\\.com/(?:services|workflows|triggers)/)[A-Za-z0-9/_-]{8,255}"
              + "|(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{8,8192}+\\.[A-Za-z0-9_-]{8,8192}+(?:\\.[A-Za-z0-9_-]{0,8192}+)?"
              + "|-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[A-Za-z0-9+/=\\s\\\\]{0,20000}+"
              + "|(?<=[Bb]earer )(?=[^\\s0-9]{0,64}[0-9])[A-Za-z0-9._~+/=-]{8,8192}+"
              + "|(?<=[Bb]asic )(?=\\S[a-zA-Z+/]{0,512}[A-Z0-9=])(?:[A-Za-z0-9+/]{4}){2,512}+"
              + "(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?(?![A-Za-z0-9+/=])"
              + "|(?<=://)[^/\\s:@]{0,256}+:[^/\\s@]{1,512}+(?=@(?!sha256:))"
              + "|(?<=https?://)[^/\\s:@]{20,512}+(?=@)"
              + "|(?<=https?://)(?=[^/\\s:@0-9]{0,19}[0-9])(?=[^/\\s:@A-Za-z]{0,19}[A-Za-z])"
              + "[^/\\s:@]{12,19}+(?=@)");

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
          "SG.",
          "hooks.slack.com/",
          "eyJ",
          "-----BEGIN",
          "earer ",
          "asic ",
          "://");

  /// A setting within a text: `;Password=…`, `&password=…`, `--password=…`, `:_authToken=…`. One
  /// that takes its value from a variable has none. Only the name is consumed, because the value of
  /// one setting may be another one.
  private static final Pattern SETTING =
      Pattern.compile(
          "(?<![A-Za-z0-9_])([A-Za-z_][A-Za-z0-9_.-]{0,63}+)="
              + "(?=(\"[^\"$][^\"]{0,512}|'[^'$][^']{0,512}|[^\\s&;\"'`$][^\\s&;\"'`]{2,512}))");

  private static final String LONG_NAME =
      "[A-Za-z0-9_.-]{0,64}(?:passw(?:or)?d|passphrase|token|secret|credentials?|authori[sz]ation"
          + "|(?:api|access|private|secret)[_-]?key)";

  private static final String NAME =
      "(?:" + LONG_NAME + "|(?:[A-Za-z0-9]{1,32}[_.-]){0,4}(?:auth|pass|pwd|pat|dsn))";

  /// A setting with a colon, as JSON, YAML and lists have it, or a flag with its value behind a
  /// blank. Sentences have colons, too: the name begins a line or an entry and the value ends it,
  /// or both are quoted, or the value has no blank before it and is no word. What a job is
  /// permitted, as `id-token: write`, is no secret.
  private static final Pattern NAMED =
      Pattern.compile(
          "((?:[\"']"
              + NAME
              + "\\\\{0,2}[\"'][ \\t]{0,8}:[ \\t]{0,8}\\\\{0,2}[\"']))(?!\\$)[^\"'\\\\]{3,512}"
              + "|((?:^[ \\t]{0,40}(?:- )?|[{,;][ \\t]{0,8})"
              + NAME
              + ":[ \\t]{1,8})(?!(?:write|read|none|null|true|false|required|optional|string)\\b)"
              + "(?:\"[^\"$]{3,512}\"|'[^'$]{3,512}'"
              + "|[^\\s\"'`$,;{}\\[\\]()*…][^\\s\"'`,;}]{2,512}(?=[ \\t]{0,8}(?:[,;}\\n]|$)))"
              + "|((?:^|[\\s{,;&])"
              + LONG_NAME
              + ":)(?=[A-Za-z+/=_-]{0,64}[0-9])(?=[0-9+/=_-]{0,64}[A-Za-z])"
              + "[A-Za-z0-9+/=_-]{6,512}+(?![A-Za-z0-9.])"
              + "|((?<![A-Za-z0-9_-])--?(?!no-|with-)"
              + LONG_NAME
              + "[ \\t]{1,8}[\"']?)(?!id=|type=|src=|env=)[^\\s\"'`,;$*./-][^\\s\"'`,;]{2,512}",
          Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  /// One word of the letters that keys are written in.
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9+/=_-]{24,}");

  /// Commits and digests, which are looked for in evidence, and are nobody's secret.
  private static final Pattern FINGERPRINT = Pattern.compile("(?:[0-9a-f]{40}|[0-9a-f]{64})");

  private static final double BITS_OF_CHANCE = 3.8;

  private SecretLooks() {}

  /// The values of build arguments that are not to be shown.
  ///
  /// @param arguments values by name
  public static Stream<Secret> among(Map<String, String> arguments) {
    return arguments.entrySet().stream()
        .filter(argument -> argument(argument.getKey(), argument.getValue()))
        .map(argument -> new Secret(argument.getValue()));
  }

  /// Whether the value of a build argument is not to be shown.
  public static boolean argument(String name, String value) {
    return name(name) || value(value);
  }

  static boolean name(String name) {
    var upper = name.toUpperCase(Locale.ROOT);
    for (var part : PARTS) {
      if (upper.contains(part)) {
        return true;
      }
    }
    return WORDS.matcher(upper).find();
  }

  static boolean value(String value) {
    return !without(value, "").equals(value)
        || (WORD.matcher(value).matches() && isByChance(value));
  }

  /// The text with a mark in the place of every secret of a known form, and of every value whose
  /// name looks secret.
  ///
  /// @param mark without `$` and backslash
  public static String without(String text, String mark) {
    var safe = withoutNamed(withoutKnown(text, mark), mark);
    return safe.indexOf('=') < 0 ? safe : withoutSettings(safe, mark);
  }

  private static String withoutKnown(String text, String mark) {
    for (var sign : SIGNS) { // no stream: a page has thousands of texts
      if (text.contains(sign)) {
        return KNOWN.matcher(text).replaceAll(mark);
      }
    }
    return text;
  }

  private static String withoutNamed(String text, String mark) {
    return text.indexOf(':') < 0 && text.indexOf('-') < 0
        ? text
        : NAMED.matcher(text).replaceAll("$1$2$3$4" + mark);
  }

  private static String withoutSettings(String text, String mark) {
    var safe = new StringBuilder();
    int shownUpTo = 0;
    for (var setting = SETTING.matcher(text); setting.find(); ) {
      if (setting.start(2) > shownUpTo && name(setting.group(1))) {
        safe.append(text, shownUpTo, setting.start(2)).append(mark);
        shownUpTo = setting.end(2);
      }
    }
    return shownUpTo == 0 ? text : safe.append(text, shownUpTo, text.length()).toString();
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
