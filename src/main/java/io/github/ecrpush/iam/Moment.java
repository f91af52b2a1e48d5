package io.github.ecrpush.iam;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// Points in time as policies write them: ISO 8601 with or without a time, or seconds of the epoch.
final class Moment {

  private Moment() {}

  static Optional<Instant> parse(String text) {
    try {
      if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
        return Optional.of(LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
      }
      if (text.matches("-?\\d{1,12}(\\.\\d{1,9})?")) {
        var millis = new BigDecimal(text).movePointRight(3).longValue();
        return Optional.of(Instant.ofEpochMilli(millis));
      }
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty(); // no date
    }
  }
}
