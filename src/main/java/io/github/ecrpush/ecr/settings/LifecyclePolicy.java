package io.github.ecrpush.ecr.settings;

import io.github.ecrpush.ecr.settings.LifecycleRule.Action;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which images of a repository go by themselves, and when. ECR looks at it about once a day.
///
/// @param rules in the order in which they count
public record LifecyclePolicy(List<LifecycleRule> rules) {

  private static final int MOST_RULES = 50;
  private static final int LONGEST = 30_720;

  public LifecyclePolicy {
    rules = rules.stream().sorted(Comparator.comparingInt(LifecycleRule::priority)).toList();
    if (rules.isEmpty() || rules.size() > MOST_RULES) {
      throw new IllegalArgumentException(
          "a lifecycle policy has 1 to %d rules, but this has %d"
              .formatted(MOST_RULES, rules.size()));
    }
    var priorities = new HashSet<Integer>();
    for (var rule : rules) {
      if (!priorities.add(rule.priority())) {
        throw new IllegalArgumentException(
            "each rule has a `rulePriority` of its own, but two have " + rule.priority());
      }
    }
    refuseRulesBehindOneAboutEveryImage(rules);
    int length = text(rules).length();
    if (length > LONGEST) {
      throw new IllegalArgumentException(
          "a lifecycle policy has up to %d characters, but this has %d".formatted(LONGEST, length));
    }
  }

  private static void refuseRulesBehindOneAboutEveryImage(List<LifecycleRule> rules) {
    for (boolean archived : List.of(true, false)) {
      var some = rules.stream().filter(rule -> rule.archived() == archived).toList();
      for (int i = 0; i + 1 < some.size(); i++) {
        if (some.get(i).selection() instanceof ImageSelection.Any) {
          throw new IllegalArgumentException(
              "a rule about every image comes last (`%s` has the highest `rulePriority`), but `%s`"
                      .formatted(some.get(i), some.get(i + 1))
                  + " is behind it");
        }
      }
    }
  }

  /// Reads ECR's JSON.
  ///
  /// @throws IllegalArgumentException if it breaks one of ECR's rules
  public static LifecyclePolicy parse(String text) {
    return LifecycleReader.read(text);
  }

  /// As ECR wants it.
  public String text() {
    return text(rules);
  }

  private static String text(List<LifecycleRule> rules) {
    return Json.write(
        new JsonTree(Map.of("rules", rules.stream().map(LifecycleRule::toJson).toList())));
  }

  /// Whether both do the same to every image. What they are called means nothing.
  public boolean isSameAs(LifecyclePolicy other) {
    return meaning().equals(other.meaning());
  }

  private List<LifecycleRule> meaning() {
    return rules.stream().map(LifecycleRule::meaning).toList();
  }

  /// The rule that would remove an image with these tags for no other reason than its age, whatever
  /// it is used for. Only the first rule that is about an image does something to it. A rule that
  /// names its tags was meant for it.
  public Optional<LifecycleRule> sweeping(List<Tag> tags) {
    return rules.stream()
        .filter(rule -> !rule.archived() && rule.selection().covers(tags))
        .filter(rule -> rule.action() == Action.EXPIRE)
        .findFirst()
        .filter(LifecycleRule::isSweeping);
  }

  /// Whether there is a rule that removes images with these tags, sooner or later.
  public boolean mayExpire(List<Tag> tags) {
    return rules.stream()
        .anyMatch(rule ->
            rule.action() == Action.EXPIRE && !rule.archived() && rule.selection().covers(tags));
  }

  @Override
  public String toString() {
    return rules.stream().map(LifecycleRule::toString).collect(Collectors.joining("; "));
  }
}
