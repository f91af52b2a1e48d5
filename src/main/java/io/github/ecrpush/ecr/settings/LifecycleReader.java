package io.github.ecrpush.ecr.settings;

import io.github.ecrpush.ecr.settings.LifecycleRule.Action;
import io.github.ecrpush.ecr.settings.LifecycleRule.Count;
import io.github.ecrpush.ecr.settings.LifecycleRule.Limit;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads one rule of ECR's JSON after the other, by ECR's own rules for them.
final class LifecycleReader {

  private static final Set<String> RULE =
      Set.of("rulePriority", "description", "selection", "action");
  private static final Set<String> SELECTION =
      Set.of(
          "tagStatus",
          "tagPrefixList",
          "tagPatternList",
          "storageClass",
          "countType",
          "countUnit",
          "countNumber");
  private static final Set<String> ACTION = Set.of("type", "targetStorageClass");
  private static final int LEAST_DAYS_IN_ARCHIVE = 90;

  private final String place;

  private LifecycleReader(String place) {
    this.place = place;
  }

  static LifecyclePolicy read(String text) {
    JsonTree document;
    try {
      document = Json.parse(text);
    } catch (JsonException e) {
      throw new IllegalArgumentException("a lifecycle policy is JSON, and this is not", e);
    }
    if (!document.isObject() || !document.at("rules").isArray()) {
      throw new IllegalArgumentException("a lifecycle policy is a JSON object with a list `rules`");
    }
    var policy = new LifecycleReader("the document");
    policy.knowMembers(document, Set.of("rules"));
    var rules = new ArrayList<LifecycleRule>();
    for (var rule : document.at("rules").elements()) {
      rules.add(new LifecycleReader("`rules[%d]`".formatted(rules.size())).rule(rule));
    }
    return new LifecyclePolicy(rules);
  }

  private LifecycleRule rule(JsonTree tree) {
    knowMembers(tree, RULE);
    var selection = tree.at("selection");
    knowMembers(selection, SELECTION);
    var rule =
        new LifecycleRule(
            number(tree, "rulePriority"),
            tree.at("description").text().orElse(""),
            selection(selection),
            word(selection, "storageClass", "standard", "standard", "archive").equals("archive"),
            limit(selection),
            action(tree.at("action")));
    check(rule);
    return rule;
  }

  private ImageSelection selection(JsonTree tree) {
    var status = word(tree, "tagStatus", "", "tagged", "untagged", "any");
    boolean prefixes = !tree.at("tagPrefixList").isMissing();
    boolean patterns = !tree.at("tagPatternList").isMissing();
    if (status.equals("tagged")) {
      if (prefixes == patterns) {
        throw broken("a `tagged` selection has either a `tagPrefixList` or a `tagPatternList`");
      }
      var words = words(tree, patterns ? "tagPatternList" : "tagPrefixList");
      return new ImageSelection.Tagged(patterns, words);
    }
    if (prefixes || patterns) {
      throw broken("lists of tags belong to `\"tagStatus\": \"tagged\"`");
    }
    return status.equals("any") ? new ImageSelection.Any() : new ImageSelection.Untagged();
  }

  private List<String> words(JsonTree tree, String name) {
    var words = tree.at(name).elements().stream().map(word -> word.text().orElse("")).toList();
    if (words.isEmpty() || words.contains("")) {
      throw broken("`%s` is a list of one or more texts that are not empty".formatted(name));
    }
    return words;
  }

  private Limit limit(JsonTree tree) {
    var counts = List.of(Count.values());
    var word = word(tree, "countType", "", counts.stream().map(Count::word).toArray(String[]::new));
    var count = counts.stream().filter(known -> known.word().equals(word)).findFirst();
    var unit = tree.at("countUnit");
    if (word.equals(Count.IMAGES.word()) ? !unit.isMissing() : !unit.text().equals(days())) {
      throw broken(
          "`countUnit` is `days` with a `countType` that begins with `since`, and is left out with"
              + " `imageCountMoreThan`");
    }
    return new Limit(count.orElseThrow(), number(tree, "countNumber"));
  }

  private static Optional<String> days() {
    return Optional.of("days");
  }

  private Action action(JsonTree tree) {
    knowMembers(tree, ACTION);
    if (word(tree, "type", "", "expire", "transition").equals("transition")) {
      var _ = word(tree, "targetStorageClass", "", "archive");
      return Action.ARCHIVE;
    }
    if (!tree.at("targetStorageClass").isMissing()) {
      throw broken("`targetStorageClass` belongs to the action `transition`");
    }
    return Action.EXPIRE;
  }

  private void check(LifecycleRule rule) {
    switch (rule.limit().count()) {
      case DAYS_SINCE_PULL -> {
        if (rule.action() != Action.ARCHIVE) {
          throw broken("`sinceImagePulled` belongs to the action `transition`");
        }
      }
      case DAYS_SINCE_ARCHIVED -> {
        if (!rule.archived() || rule.action() != Action.EXPIRE) {
          throw broken(
              "`sinceImageTransitioned` belongs to `\"storageClass\": \"archive\"` and the action"
                  + " `expire`");
        }
        if (rule.limit().number() < LEAST_DAYS_IN_ARCHIVE) {
          throw broken(
              "an image is at least %d days in the archive".formatted(LEAST_DAYS_IN_ARCHIVE));
        }
      }
      case IMAGES, DAYS_SINCE_PUSH -> {}
    }
  }

  private String word(JsonTree tree, String name, String otherwise, String... known) {
    var word = tree.at(name).isMissing() ? otherwise : tree.at(name).text().orElse("");
    if (!List.of(known).contains(word)) {
      throw broken("`%s` is one of `%s`".formatted(name, String.join("`, `", known)));
    }
    return word;
  }

  private int number(JsonTree tree, String name) {
    if (tree.at(name).value() instanceof Integer number && number >= 1) {
      return number;
    }
    throw broken("`%s` is a whole number from 1".formatted(name));
  }

  private void knowMembers(JsonTree tree, Set<String> known) {
    if (!tree.isObject()) {
      throw broken("a rule has an object `selection` and an object `action`");
    }
    for (var name : tree.members().keySet()) {
      if (!known.contains(name)) {
        throw broken("there is no member `%s`".formatted(name));
      }
    }
  }

  private IllegalArgumentException broken(String rule) {
    return new IllegalArgumentException("in " + place + ": " + rule);
  }
}
