package io.github.ecrpush.credential;

import io.github.ecrpush.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes secrets out of text before it is shown, in every form in which they are likely to be
/// printed. Secrets may be added while others redact.
public final class Redactor {

  private static final String STARS = "***";

  /// Where a text was cut, what stands before it may be the beginning of a secret.
  private static final char CUT = '…';

  /// Shorter parts would blank out half of every log; nobody keeps a secret of three characters.
  private static final int SHORTEST = 4;

  /// A secret in a name that is no name is shown in lower case. Of shorter ones that may be a word
  /// like any other.
  private static final int SHORTEST_LOWERED = 8;

  private static final int PAIRS = 1 << 12;

  /// By how they begin: a secret of many lines makes many, and a log has many lines.
  private final Map<String, Set<String>> hidden = new ConcurrentHashMap<>();

  /// Which pairs of letters a secret begins with, as far as these bits tell them apart: most places
  /// of a text need no second look.
  private final AtomicLongArray beginnings = new AtomicLongArray(PAIRS / Long.SIZE);

  private final Consumer<String> masks;
  private volatile @Nullable Pattern accounts;

  public Redactor() {
    this(_ -> {});
  }

  /// @param masks is told each text that is hidden, once. Texts of several lines are left out:
  ///   their lines are told, and a mask for all of them would hide their shortest ones everywhere.
  public Redactor(Consumer<String> masks) {
    this.masks = masks;
  }

  /// Hides a secret from now on: the whole of it and each of its lines, as they are and encoded.
  public void hide(Secret secret) {
    var text = secret.reveal();
    hideForms(text);
    text.lines().map(String::strip).forEach(this::hideForms);
  }

  private void hideForms(String text) {
    if (text.length() < SHORTEST) {
      return;
    }
    hide(text);
    if (text.length() >= SHORTEST_LOWERED) {
      hide(text.toLowerCase(Locale.ROOT));
    }
    hide(Json.write(text).replaceAll("^\"|\"$", ""));
    var query = URLEncoder.encode(text, StandardCharsets.UTF_8);
    hide(query);
    hide(query.replace("+", "%20"));
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    hide(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    for (int skipped = 0; skipped < 3; skipped++) {
      hideInside(bytes, skipped);
    }
  }

  /// In Base64 of a longer text, such as `user:password`, a secret looks different for each of the
  /// three places in a group where it may begin. What it shares a group with is not known.
  private void hideInside(byte[] bytes, int skipped) {
    int whole = (bytes.length - skipped) / 3 * 3;
    if (whole >= 2 * 3) {
      var part = Arrays.copyOfRange(bytes, skipped, skipped + whole);
      hide(Base64.getEncoder().encodeToString(part));
    }
  }

  /// Hides a text that is no secret but not wanted in a log, such as an account's number.
  public void hide(String text) {
    if (text.length() < SHORTEST) {
      return;
    }
    int pair = pair(text, 0);
    beginnings.accumulateAndGet(pair / Long.SIZE, 1L << pair, (bits, bit) -> bits | bit);
    var alike = hidden.computeIfAbsent(start(text, 0), _ -> ConcurrentHashMap.newKeySet());
    if (alike.add(text) && text.lines().count() == 1) {
      masks.accept(text);
    }
  }

  /// Hides the numbers of all accounts from now on, wherever an ARN or a registry's name has one.
  /// What AWS says may name accounts that nobody knew of before.
  public void hideAccounts() {
    accounts =
        Pattern.compile(
            "(?<=arn:aws[a-z-]{0,9}:[a-z0-9-]{1,30}:[a-z0-9-]{0,30}:)\\d{12}(?!\\d)"
                + "|(?<!\\d)\\d{12}(?=\\.dkr[.-])");
  }

  /// The text with stars in the place of whatever is hidden.
  public String redact(String text) {
    var numbers = accounts;
    var known = withoutHidden(text);
    return numbers == null ? known : numbers.matcher(known).replaceAll(STARS);
  }

  private String withoutHidden(String text) {
    if (hidden.isEmpty()) {
      return text;
    }
    var safe = new StringBuilder();
    int hiddenUpTo = 0;
    for (int at = 0; at <= text.length() - SHORTEST; at++) {
      int length = mayBegin(text, at) ? longestAt(text, at) : 0;
      if (length > 0) {
        if (at >= hiddenUpTo) {
          safe.append(text, hiddenUpTo, at).append(STARS);
        }
        hiddenUpTo = Math.max(hiddenUpTo, at + length);
      }
    }
    return hiddenUpTo == 0 ? text : safe.append(text, hiddenUpTo, text.length()).toString();
  }

  private int longestAt(String text, int at) {
    int longest = 0;
    for (var part : hidden.getOrDefault(start(text, at), Set.of())) {
      if (part.length() > longest && text.startsWith(part, at)) {
        longest = part.length();
      }
      int cut = text.indexOf(CUT, at);
      if (cut >= 0 && part.startsWith(text.substring(at, cut).stripTrailing())) {
        longest = Math.max(longest, cut - at);
      }
    }
    return longest;
  }

  private boolean mayBegin(String text, int at) {
    int pair = pair(text, at);
    return (beginnings.get(pair / Long.SIZE) & 1L << pair) != 0;
  }

  private static int pair(String text, int at) {
    return (text.charAt(at) * 61 + text.charAt(at + 1)) % PAIRS;
  }

  private static String start(String text, int at) {
    return text.substring(at, at + SHORTEST);
  }
}
