package io.github.ecrpush.build;

import java.util.Locale;

/// What an Engine or a BuildKit said when it could not push, as far as its text tells who is to be
/// asked next.
public sealed interface PushError {

  /// What was said, for whoever reads the registry's own answers.
  String said();

  /// The registry no longer knows who we are: a new login may help.
  record LoginRefused(String said) implements PushError {}

  /// The Engine did not get as far as an answer.
  record InTrouble(EngineTrouble trouble, String said) implements PushError {}

  /// The registry answered and does not take the image.
  record RegistryRefused(String said) implements PushError {}

  static PushError of(String said) {
    var lower = said.toLowerCase(Locale.ROOT);
    boolean login =
        lower.contains("authorization token has expired")
            || lower.contains("no basic auth credentials")
            || lower.startsWith("unauthorized")
            || lower.contains(": 401 ")
            || lower.endsWith("unauthorized");
    if (login) {
      return new LoginRefused(said);
    }
    return EngineTrouble.in(said)
        .<PushError>map(trouble -> new InTrouble(trouble, said))
        .orElseGet(() -> new RegistryRefused(said));
  }
}
