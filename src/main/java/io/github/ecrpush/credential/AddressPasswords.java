package io.github.ecrpush.credential;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The passwords that stand in addresses, as in `https://user:password@host`, or alone before the
/// host, as tokens of GitHub do. Words about an address may show the whole of it, also of one that
/// is refused before it is understood.
///
/// Only addresses that we use are looked at: what is hidden is hidden in the whole job, and a
/// password of something else may be a word like any other.
public final class AddressPasswords {

  private static final String ENDPOINT = "AWS_ENDPOINT_URL";
  private static final Set<String> VARIABLES =
      Set.of(
          "ACTIONS_ID_TOKEN_REQUEST_URL",
          "AWS_CONTAINER_CREDENTIALS_FULL_URI",
          "DOCKER_HOST",
          "GITHUB_API_URL",
          "GITHUB_SERVER_URL",
          "HTTPS_PROXY",
          "HTTP_PROXY",
          "https_proxy",
          "http_proxy");

  /// What stands alone before a host is a name, unless it is as long as tokens are. Where the
  /// address has no `https://`, `name:tag@sha256:…` is an image.
  private static final Pattern PASSWORD =
      Pattern.compile(
          "(?<=://)[^\\s/@:]{0,256}:([^\\s/@]{1,4096})@|(?<=https?://)([^\\s/@:]{20,4096})@"
              + "|(?:^|[\\s,])(?:[a-z-]{1,20}=)?[^\\s/@:=,]{0,256}:([^\\s/@]{1,4096})@(?!sha256:)");

  private AddressPasswords() {}

  /// Those in the variables that name addresses.
  public static Stream<Secret> in(Map<String, String> environment) {
    return in(
        environment.entrySet().stream()
            .filter(variable ->
                VARIABLES.contains(variable.getKey()) || variable.getKey().startsWith(ENDPOINT))
            .map(Map.Entry::getValue)
            .toList());
  }

  /// Those in any of the texts, as they are written and as they are meant. Names of hosts are shown
  /// in lower case, also when they are none.
  public static Stream<Secret> in(Collection<String> texts) {
    return texts.stream()
        .filter(text -> text.contains("@"))
        .flatMap(text -> PASSWORD.matcher(text).results())
        .flatMap(AddressPasswords::password)
        .flatMap(written -> Stream.of(written, decoded(written), written.toLowerCase(Locale.ROOT)))
        .distinct()
        .map(Secret::new);
  }

  private static Stream<String> password(MatchResult found) {
    return IntStream.rangeClosed(1, found.groupCount())
        .mapToObj(found::group)
        .filter(Objects::nonNull);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) { // a percent sign that stands for itself
      return text;
    }
  }
}
