package io.github.ecrpush.sandbox.faults;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Something that is to go wrong: `ecr:PutImage=throttle,times=2,retry-after=1`.
///
/// @param target which calls, by their name, with `*` for any characters
/// @param after how many of them go well first
/// @param times how many of them are hit then
/// @param perSecond how many of them a second are not hit
public record Fault(
    String target, Kind kind, int after, int times, Optional<Integer> perSecond, Details details) {

  private static final List<String> OPTIONS =
      List.of("after", "times", "rate", "retry-after", "seconds", "status", "code", "message");

  /// What goes wrong.
  public enum Kind {
    /// Too many requests.
    THROTTLE,
    /// The service fails.
    ERROR,
    /// The service refuses, with a code that was told.
    REFUSE,
    /// The credentials have ended.
    EXPIRED,
    /// A quota is reached.
    LIMIT,
    /// The key of a repository cannot be used.
    KMS,
    /// A page of HTML, as proxies send it.
    HTML,
    /// The connection is cut.
    RESET,
    /// It takes long, and then goes well.
    DELAY,
    /// Credentials are not known for some time after they were issued.
    FRESH;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What is told of it.
  ///
  /// @param retryAfter the seconds of the header `Retry-After`
  /// @param length how long a delay is, or how long credentials are not known
  public record Details(
      Optional<Integer> retryAfter,
      Duration length,
      Optional<Integer> status,
      Optional<String> code,
      Optional<String> message) {}

  /// Reads a fault as a person writes it.
  ///
  /// @throws FaultException if it is none
  public static Fault parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new FaultException(
          "A fault is a target, `=`, a kind, and options with commas between.");
    }
    var parts = List.of(text.substring(equals + 1).split(",", -1));
    var kind = kind(parts.getFirst());
    var options = options(parts.subList(1, parts.size()));
    var target = text.substring(0, equals);
    if ((kind == Kind.FRESH) != target.equals("credentials")) {
      throw new FaultException("`fresh` is a fault of `credentials`, and they have no other.");
    }
    var details =
        new Details(
            number(options, "retry-after"),
            length(options.getOrDefault("seconds", "5")),
            number(options, "status"),
            Optional.ofNullable(options.get("code")),
            Optional.ofNullable(options.get("message")));
    if (kind == Kind.REFUSE && details.code().isEmpty()) {
      throw new FaultException("`refuse` needs the code to refuse with: `code=RegionDisabled`.");
    }
    var fault =
        new Fault(
            target.contains(":") ? target : target + ":*",
            kind,
            number(options, "after").orElse(0),
            number(options, "times").orElse(Integer.MAX_VALUE),
            number(options, "rate"),
            details);
    if (kind != Kind.FRESH) {
      FaultTargets.mustHit(fault);
    }
    return fault;
  }

  private static Kind kind(String word) {
    for (var kind : Kind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    var words = List.of(Kind.values()).stream().map(Kind::word).toList();
    throw new FaultException(
        "There is no kind `%s`, but %s.".formatted(word, String.join(", ", words)));
  }

  private static Map<String, String> options(List<String> parts) {
    var options = new LinkedHashMap<String, String>();
    for (var part : parts) {
      int equals = part.indexOf('=');
      var name = equals < 0 ? part : part.substring(0, equals);
      if (equals < 0 || !OPTIONS.contains(name)) {
        throw new FaultException(
            "There is no option `%s`, but %s.".formatted(name, String.join(", ", OPTIONS)));
      }
      options.put(name, part.substring(equals + 1));
    }
    return options;
  }

  private static Optional<Integer> number(Map<String, String> options, String name) {
    var text = Optional.ofNullable(options.get(name));
    if (text.isPresent() && !text.get().matches("\\d{1,9}")) {
      throw new FaultException("`%s` is a number, not `%s`.".formatted(name, text.get()));
    }
    return text.map(Integer::valueOf);
  }

  private static Duration length(String text) {
    if (!text.matches("\\d{1,6}(\\.\\d{1,3})?")) {
      throw new FaultException("`seconds` is a number such as 0.5, not `%s`.".formatted(text));
    }
    return Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValue());
  }

  boolean isAbout(String call) {
    var regex = new StringBuilder();
    for (var part : target.split("\\*", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return call.matches(regex.toString());
  }
}
