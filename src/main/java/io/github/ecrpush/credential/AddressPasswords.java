package io.github.ecrpush.credential;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The passwords that stand in addresses, as in `https://user:password@host`, or alone before the
/// host, as tokens of GitHub do. Words about an address may show the whole of it.
public final class AddressPasswords {

  private static final Pattern PASSWORD =
      Pattern.compile(
          "(?<=://)[^\\s/@:]{0,256}:([^\\s/@]{1,4096})@|(?<=https?://)([^\\s/@:]{1,4096})@");

  private AddressPasswords() {}

  /// Those in any of the texts, as they are written and as they are meant.
  public static Stream<Secret> in(Collection<String> texts) {
    return texts.stream()
        .filter(text -> text.contains("://"))
        .flatMap(text -> PASSWORD.matcher(text).results())
        .map(AddressPasswords::password)
        .flatMap(written -> Stream.of(written, decoded(written)))
        .distinct()
        .map(Secret::new);
  }

  private static String password(MatchResult found) {
    return found.group(1) == null ? found.group(2) : found.group(1);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) { // a percent sign that stands for itself
      return text;
    }
  }
}
