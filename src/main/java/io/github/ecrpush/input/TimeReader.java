package io.github.ecrpush.input;

import java.time.Duration;
import java.util.Optional;

/// Reads lengths of time: `90s`, `15m`, `1h30m`, or a bare number of seconds.
final class TimeReader {

  private static final long LONGEST_SECONDS = Duration.ofDays(7).toSeconds();

  private TimeReader() {}

  /// The length of time, or nothing when the text is not one or the time is not more than nothing.
  static Optional<Duration> read(String text) {
    long seconds = 0;
    long number = -1;
    for (char next : text.strip().toCharArray()) {
      if (next >= '0' && next <= '9') {
        number = Math.max(number, 0) * 10 + (next - '0');
        if (number > LONGEST_SECONDS) {
          return Optional.empty();
        }
        continue;
      }
      int unit =
          switch (next) {
            case 'h' -> 3600;
            case 'm' -> 60;
            case 's' -> 1;
            default -> 0;
          };
      if (unit == 0 || number < 0) {
        return Optional.empty();
      }
      seconds += number * unit;
      number = -1;
    }
    if (number >= 0) {
      seconds += number;
    }
    return seconds > 0 && seconds <= LONGEST_SECONDS
        ? Optional.of(Duration.ofSeconds(seconds))
        : Optional.empty();
  }
}
