package io.github.ecrpush.metadata;

import io.github.ecrpush.input.Nearest;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Time zones by their names, as `tz=` has them, whatever the case. Their table is read when one is
/// asked for.
final class TimeZones {

  /// Names that Java's table has no more, or has for another zone, by those of zones that always
  /// were alike.
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "EST", "America/Panama",
          "MST", "America/Phoenix",
          "HST", "Pacific/Honolulu",
          "ROC", "Asia/Taipei");

  private TimeZones() {}

  /// The name as the table has it.
  static Optional<String> named(String written) {
    if (written.equalsIgnoreCase("UTC")) {
      return Optional.of("UTC");
    }
    var other = OTHER_NAMES.get(written.toUpperCase(Locale.ROOT));
    if (other != null) {
      return Optional.of(other);
    }
    var names = ZoneId.getAvailableZoneIds();
    return names.contains(written)
        ? Optional.of(written)
        : names.stream().filter(written::equalsIgnoreCase).findFirst();
  }

  /// What to say of a name that is not in it.
  static String unknown(String written) {
    var meant =
        written.length() > 40
            ? Optional.<String>empty()
            : Nearest.to(written, ZoneId.getAvailableZoneIds());
    return "There is no time zone `%s`.".formatted(Mistakes.shown(written))
        + meant.map(name -> " Did you mean `" + name + "`?").orElse("");
  }
}
