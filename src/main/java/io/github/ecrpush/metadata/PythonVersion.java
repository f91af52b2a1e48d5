package io.github.ecrpush.metadata;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads versions of Python packages (PEP 440), in all the ways of writing them that it allows, and
/// writes them in the one that it recommends.
final class PythonVersion {

  private static final int LONGEST = 256;

  private static final Pattern SHAPE =
      Pattern.compile(
          "v?(?:(?<epoch>\\d++)!)?(?<release>\\d++(?:\\.\\d++)*+)"
              + "(?:[-_.]?(?<pre>alpha|a|beta|b|preview|pre|c|rc)(?:[-_.]?(?<prenumber>\\d++))?+)?"
              + "(?:-(?<implicit>\\d++)"
              + "|[-_.]?(?<post>post|rev|r)(?:[-_.]?(?<postnumber>\\d++))?+)?"
              + "(?:[-_.]?(?<dev>dev)(?:[-_.]?(?<devnumber>\\d++))?+)?"
              + "(?:\\+(?<local>[a-z0-9]++(?:[-_.][a-z0-9]++)*+))?");

  private PythonVersion() {}

  static Optional<Version> parse(String written) {
    var text = written.strip().toLowerCase(Locale.ROOT);
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    var found = SHAPE.matcher(text);
    if (!found.matches()) {
      return Optional.empty();
    }
    var release =
        Arrays.stream(found.group("release").split("\\.")).map(PythonVersion::number).toList();
    var post = post(found);
    var dev = found.group("dev") == null ? "" : ".dev" + number(found.group("devnumber"));
    var pre = pre(found);
    return Optional.of(
        new Version(
            written,
            epoch(found) + String.join(".", release) + pre + post + dev + local(found),
            part(release, 0),
            part(release, 1),
            part(release, 2),
            pre.isEmpty() && post.isEmpty() && dev.isEmpty()));
  }

  private static String epoch(Matcher found) {
    var epoch = number(found.group("epoch"));
    return epoch.equals("0") ? "" : epoch + "!";
  }

  private static String pre(Matcher found) {
    var letters = found.group("pre");
    if (letters == null) {
      return "";
    }
    var name =
        switch (letters) {
          case "a", "alpha" -> "a";
          case "b", "beta" -> "b";
          default -> "rc";
        };
    return name + number(found.group("prenumber"));
  }

  private static String post(Matcher found) {
    if (found.group("implicit") != null) {
      return ".post" + number(found.group("implicit"));
    }
    return found.group("post") == null ? "" : ".post" + number(found.group("postnumber"));
  }

  private static String local(Matcher found) {
    var local = found.group("local");
    return local == null ? "" : "+" + local.replace('-', '.').replace('_', '.');
  }

  private static String part(List<String> release, int index) {
    return index < release.size() ? release.get(index) : "0";
  }

  /// Without zeros before it; one that is left out is zero.
  private static String number(@Nullable String digits) {
    return digits == null ? "0" : new BigInteger(digits).toString();
  }
}
