package io.github.ecrpush.report.summary;

import io.github.ecrpush.report.EventLines;
import java.time.Duration;

/// Numbers as people read them.
final class Sizes {

  private Sizes() {}

  static String seconds(Duration time) {
    return time.compareTo(Duration.ofMinutes(2)) < 0
        ? EventLines.seconds(time)
        : time.toMinutes() + " min " + time.toSecondsPart() + "s";
  }

  static String bytes(long bytes) {
    return EventLines.size(bytes);
  }

  /// `+1.2 MB`, `−3 kB`, `±0`.
  static String difference(long now, long before) {
    long more = now - before;
    return more == 0 ? "±0" : (more > 0 ? "+" : "−") + bytes(Math.abs(more));
  }
}
