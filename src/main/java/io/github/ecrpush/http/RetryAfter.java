package io.github.ecrpush.http;

import java.time.Duration;

/// How long a server asks us to stay away.
public final class RetryAfter {

  private static final int LONGEST_NUMBER = 9;

  private RetryAfter() {}

  /// The seconds of the header `Retry-After`. Its other form, a date, is not used by the servers
  /// that we talk to and counts as nothing.
  static Duration in(HttpResponse response) {
    return response.header("Retry-After").map(RetryAfter::of).orElse(Duration.ZERO);
  }

  /// The same, of the header's value.
  public static Duration of(String value) {
    var text = value.strip();
    return isNumber(text) ? Duration.ofSeconds(Long.parseLong(text)) : Duration.ZERO;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_NUMBER
        && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }
}
