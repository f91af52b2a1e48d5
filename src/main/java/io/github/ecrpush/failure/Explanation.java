package io.github.ecrpush.failure;

/// The words for one failure. They may hold what a Dockerfile, a registry or an engine said, so
/// whatever could steer a terminal is taken out of them here, once for all.
///
/// @param id stable name in kebab case, the heading in `docs/failures.md`
/// @param what one past-tense sentence with the thing named
/// @param why the reason in our words, the remote's own code in brackets
/// @param fix the next step in the imperative, with something to paste where there is something
public record Explanation(String id, String what, String why, String fix) {

  public Explanation {
    what = harmless(what);
    why = harmless(why);
    fix = harmless(fix);
  }

  private static String harmless(String text) {
    var safe = new StringBuilder(text.length());
    text.chars()
        .filter(c -> c == '\n' || c == '\t' || !(Character.isISOControl(c) || turnsAround(c)))
        .forEach(c -> safe.append((char) c));
    return safe.toString();
  }

  /// Characters that change the direction in which text is shown.
  private static boolean turnsAround(int c) {
    return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
  }
}
