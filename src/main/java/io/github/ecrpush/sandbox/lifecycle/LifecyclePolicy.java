package io.github.ecrpush.sandbox.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;

/// The rules by which a repository's images expire, by priority.
public record LifecyclePolicy(List<LifecycleRule> rules) {

  /// What would happen to an image, and by which rule.
  public record Outcome(Candidate image, LifecycleRule rule) {}

  public LifecyclePolicy {
    rules = rules.stream().sorted(Comparator.comparingInt(LifecycleRule::priority)).toList();
  }

  /// Reads a policy as ECR takes it.
  ///
  /// @throws LifecycleException if it is none
  public static LifecyclePolicy parse(String text) {
    return new LifecyclePolicy(RuleReader.read(text));
  }

  /// What the policy would do, the oldest image first.
  ///
  /// Every rule counts all images of its selection, as if no other rule had taken any of them. But
  /// an image is touched only by the first rule whose selection it is in.
  public List<Outcome> evaluate(List<Candidate> images, Instant now) {
    var outcomes = new ArrayList<Outcome>();
    var claimed = new HashSet<Candidate>();
    for (var rule : rules) {
      for (var image : rule.beyondLimit(images, now)) {
        if (!claimed.contains(image) && !image.isHeld()) {
          outcomes.add(new Outcome(image, rule));
        }
      }
      images.stream().filter(image -> rule.selection().covers(image.tags())).forEach(claimed::add);
    }
    outcomes.sort(Comparator.comparing(outcome -> outcome.image().pushedAt()));
    return outcomes;
  }
}
