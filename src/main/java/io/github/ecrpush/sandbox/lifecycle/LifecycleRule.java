package io.github.ecrpush.sandbox.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One rule of a lifecycle policy.
///
/// @param priority the lower, the earlier it is applied
public record LifecycleRule(int priority, Selection selection, Limit limit, Action action) {

  /// What happens to an image.
  public enum Action {
    EXPIRE,
    TRANSITION
  }

  /// Which images a rule is about.
  public sealed interface Selection {

    /// Those that have, for every pattern, a tag that fits it.
    record Tagged(List<String> patterns) implements Selection {
      public Tagged {
        patterns = List.copyOf(patterns);
      }
    }

    record Untagged() implements Selection {}

    record Any() implements Selection {}

    /// Those in the archive, where nothing of a sandbox ever is.
    record Archived() implements Selection {}

    default boolean covers(List<String> tags) {
      return switch (this) {
        case Tagged(var patterns) ->
            patterns.stream()
                .map(Selection::shape)
                .allMatch(shape -> tags.stream().anyMatch(tag -> shape.matcher(tag).matches()));
        case Untagged() -> tags.isEmpty();
        case Any() -> true;
        case Archived() -> false;
      };
    }

    private static Pattern shape(String pattern) {
      return Pattern.compile(
          Stream.of(pattern.split("\\*", -1))
              .map(Pattern::quote)
              .collect(Collectors.joining(".*")));
    }
  }

  /// How many or how old images may be.
  public sealed interface Limit {
    record Count(int most) implements Limit {}

    record Age(int days) implements Limit {}
  }

  /// The images of its selection that are too many or too old, the oldest first.
  List<Candidate> beyondLimit(List<Candidate> all, Instant now) {
    var covered =
        new ArrayList<>(all.stream().filter(image -> selection.covers(image.tags())).toList());
    covered.sort(Comparator.comparing(Candidate::pushedAt));
    return switch (limit) {
      case Limit.Count(int most) -> covered.subList(0, Math.max(0, covered.size() - most));
      case Limit.Age(int days) -> {
        var oldest = now.minus(Duration.ofDays(days));
        yield covered.stream().filter(image -> image.pushedAt().isBefore(oldest)).toList();
      }
    };
  }
}
