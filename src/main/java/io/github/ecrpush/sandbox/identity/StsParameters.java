package io.github.ecrpush.sandbox.identity;

import io.github.ecrpush.sandbox.web.Query;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// The parameters of a call to STS, checked by STS's rules.
final class StsParameters {

  private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]*");
  private static final int SHORTEST_SESSION = 900;
  private static final int LONGEST_SESSION = 43_200;

  private final Query query;

  StsParameters(Query query) {
    this.query = query;
  }

  String action() {
    return query.find("Action").orElse("");
  }

  /// A parameter that has to be there, of a length that has bounds.
  String text(String name, int shortest, int longest) {
    var member = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    var value = query.find(name).orElse("");
    if (value.isEmpty()) {
      throw invalid("Value null at '%s'".formatted(member), "Member must not be null");
    }
    if (value.length() < shortest) {
      throw invalid(
          "Value '%s' at '%s'".formatted(value, member),
          "Member must have length greater than or equal to " + shortest);
    }
    if (value.length() > longest) {
      throw invalid(
          "Value at '%s'".formatted(member),
          "Member must have length less than or equal to " + longest);
    }
    return value;
  }

  String sessionName() {
    var name = text("RoleSessionName", 2, 64);
    if (!SESSION_NAME.matcher(name).matches()) {
      throw invalid(
          "Value '%s' at 'roleSessionName'".formatted(name),
          "Member must satisfy regular expression pattern: [\\w+=,.@-]*");
    }
    return name;
  }

  Optional<String> externalId() {
    return query.find("ExternalId");
  }

  Names.Role role() {
    var arn = text("RoleArn", 20, 2048);
    return Names.role(arn)
        .orElseThrow(() -> new RefusedException(400, "ValidationError", arn + " is invalid"));
  }

  /// How long the session is to be, an hour unless told.
  Duration duration() {
    var text = query.find("DurationSeconds").orElse("3600");
    int seconds;
    try {
      seconds = Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new RefusedException(400, "MalformedInput", "DurationSeconds is not a number");
    }
    if (seconds < SHORTEST_SESSION) {
      throw invalid(
          "Value '%d' at 'durationSeconds'".formatted(seconds),
          "Member must have value greater than or equal to " + SHORTEST_SESSION);
    }
    if (seconds > LONGEST_SESSION) {
      throw invalid(
          "Value '%d' at 'durationSeconds'".formatted(seconds),
          "Member must have value less than or equal to " + LONGEST_SESSION);
    }
    return Duration.ofSeconds(seconds);
  }

  private static RefusedException invalid(String value, String constraint) {
    return new RefusedException(
        400,
        "ValidationError",
        "1 validation error detected: %s failed to satisfy constraint: %s"
            .formatted(value, constraint));
  }
}
