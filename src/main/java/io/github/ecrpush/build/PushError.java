package io.github.ecrpush.build;

import java.util.Locale;
import java.util.regex.Pattern;

/// What an Engine or a BuildKit said when it could not push, as far as its text tells who is to be
/// asked next.
public sealed interface PushError {

  /// What was said, for whoever reads the registry's own answers.
  String said();

  /// The registry no longer knows who we are: a new login may help.
  record LoginRefused(String said) implements PushError {}

  /// The registry was asked too often: a little later it may take the image.
  record TooOften(String said) implements PushError {}

  /// The Engine did not get as far as an answer.
  record InTrouble(EngineTrouble trouble, String said) implements PushError {}

  /// The registry answered and does not take the image.
  record RegistryRefused(String said) implements PushError {}

  /// A 403 to a `HEAD`, which has no words: a login that has ended is refused in this way, too.
  Pattern WORDLESS =
      Pattern.compile("from head request.*: 403 |parsing http 403 response body: unexpected end");

  Pattern OFTEN =
      Pattern.compile("toomanyrequests|too many requests|rate exceeded|throttlingexception");

  static PushError of(String said) {
    var lower = said.toLowerCase(Locale.ROOT);
    boolean login =
        lower.contains("authorization token has expired")
            || lower.contains("no basic auth credentials")
            || lower.startsWith("unauthorized")
            || lower.contains(": 401 ")
            || lower.endsWith("unauthorized")
            || WORDLESS.matcher(lower).find();
    if (login) {
      return new LoginRefused(said);
    }
    if (OFTEN.matcher(lower).find()) {
      return new TooOften(said);
    }
    return EngineTrouble.in(said)
        .<PushError>map(trouble -> new InTrouble(trouble, said))
        .orElseGet(() -> new RegistryRefused(said));
  }
}
