package io.github.ecrpush.credential;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Takes secrets out of text before it is shown, in every form in which they are likely to be
/// printed. Secrets may be added while others redact.
public final class Redactor {

  private static final String STARS = "***";

  /// Shorter parts would blank out half of every log; nobody keeps a secret of three characters.
  private static final int SHORTEST = 4;

  private final List<String> hidden = new CopyOnWriteArrayList<>();

  /// Hides a secret from now on: the whole of it, each of its lines, and its Base64 form.
  public void hide(Secret secret) {
    var text = secret.reveal();
    hide(text);
    text.lines().map(String::strip).forEach(this::hide);
    hide(
        Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// Hides a text that is no secret but not wanted in a log, such as an account's number.
  public void hide(String text) {
    if (text.length() >= SHORTEST && !hidden.contains(text)) {
      hidden.add(text);
      hidden.sort(Comparator.comparingInt(String::length).reversed());
    }
  }

  /// The text with stars in the place of whatever is hidden.
  public String redact(String text) {
    var safe = text;
    for (var part : hidden) {
      safe = safe.replace(part, STARS);
    }
    return safe;
  }
}
