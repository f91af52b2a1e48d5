package io.github.ecrpush.sandbox.lifecycle;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.lifecycle.LifecycleRule.Action;
import io.github.ecrpush.sandbox.lifecycle.LifecycleRule.Limit;
import io.github.ecrpush.sandbox.lifecycle.LifecycleRule.Selection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Reads the rules of a lifecycle policy and refuses what ECR refuses.
final class RuleReader {

  private static final int MOST_RULES = 50;
  private static final int MOST_WILDCARDS = 4;
  private static final int SHORTEST_IN_ARCHIVE = 90;

  private static final Set<String> STATUSES = Set.of("tagged", "untagged", "any");
  private static final Set<String> COUNTS =
      Set.of(
          "imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned");

  private RuleReader() {}

  static List<LifecycleRule> read(String text) {
    var document = parse(text);
    mustHave(document, Set.of("rules"), Set.of());
    if (!document.at("rules").isArray()) {
      throw new LifecycleException("rules is not an array");
    }
    var rules = new ArrayList<LifecycleRule>();
    for (var rule : document.at("rules").elements()) {
      rules.add(rule(rule));
    }
    checkTogether(rules);
    return rules;
  }

  private static JsonTree parse(String text) {
    try {
      var document = Json.parse(text);
      if (document.isObject()) {
        return document;
      }
    } catch (JsonException _) {
      // falls through to the refusal, which does not tell the two apart
    }
    throw new LifecycleException("Could not map policyString into LifecyclePolicy.");
  }

  private static void checkTogether(List<LifecycleRule> rules) {
    if (rules.isEmpty() || rules.size() > MOST_RULES) {
      throw new LifecycleException(
          "a policy has 1 to %d rules, not %d".formatted(MOST_RULES, rules.size()));
    }
    var priorities = new HashSet<Integer>();
    for (var rule : rules) {
      if (!priorities.add(rule.priority())) {
        throw new LifecycleException(
            "rulePriority must be unique, %d is there twice".formatted(rule.priority()));
      }
    }
    int last = rules.stream().mapToInt(LifecycleRule::priority).max().orElseThrow();
    for (var rule : rules) {
      if (rule.selection() instanceof Selection.Any() && rule.priority() != last) {
        throw new LifecycleException(
            "the rule with tagStatus any must have the highest rulePriority, which is " + last);
      }
    }
  }

  private static LifecycleRule rule(JsonTree rule) {
    mustHave(rule, Set.of("rulePriority", "selection", "action"), Set.of("description"));
    var selection = rule.at("selection");
    mustHave(
        selection,
        Set.of("tagStatus", "countType", "countNumber"),
        Set.of("tagPatternList", "tagPrefixList", "storageClass", "countUnit"));
    mustHave(rule.at("action"), Set.of("type"), Set.of("targetStorageClass"));
    var action = action(rule.at("action"));
    return new LifecycleRule(
        number(rule, "rulePriority"), selection(selection), limit(selection, action), action);
  }

  private static Action action(JsonTree action) {
    var type = word(action, "type", Set.of("expire", "transition"));
    var target = action.at("targetStorageClass");
    if (type.equals("transition")) {
      if (target.isMissing()) {
        throw missing(Set.of("targetStorageClass"));
      }
      word(action, "targetStorageClass", Set.of("archive"));
      return Action.TRANSITION;
    }
    if (!target.isMissing()) {
      throw notAllowed("targetStorageClass");
    }
    return Action.EXPIRE;
  }

  private static Selection selection(JsonTree selection) {
    var status = word(selection, "tagStatus", STATUSES);
    var tagged = tagged(selection, status);
    if (!selection.at("storageClass").isMissing()
        && word(selection, "storageClass", Set.of("standard", "archive")).equals("archive")) {
      return new Selection.Archived();
    }
    return switch (status) {
      case "tagged" -> new Selection.Tagged(tagged);
      case "untagged" -> new Selection.Untagged();
      default -> new Selection.Any();
    };
  }

  private static List<String> tagged(JsonTree selection, String status) {
    var patterns = texts(selection, "tagPatternList");
    var prefixes = texts(selection, "tagPrefixList");
    boolean isTagged = status.equals("tagged");
    boolean fits =
        isTagged
            ? patterns.isEmpty() != prefixes.isEmpty()
            : patterns.isEmpty() && prefixes.isEmpty();
    if (!fits) {
      throw new LifecycleException(
          isTagged
              ? "tagStatus tagged takes either tagPatternList or tagPrefixList"
              : "tagPatternList and tagPrefixList belong to tagStatus tagged");
    }
    for (var pattern : patterns) {
      if (pattern.chars().filter(letter -> letter == '*').count() > MOST_WILDCARDS) {
        throw new LifecycleException(
            "the pattern %s has more than %d wildcards".formatted(pattern, MOST_WILDCARDS));
      }
    }
    return patterns.isEmpty() ? prefixes.stream().map(prefix -> prefix + "*").toList() : patterns;
  }

  private static Limit limit(JsonTree selection, Action action) {
    var type = word(selection, "countType", COUNTS);
    int number = number(selection, "countNumber");
    boolean archived = selection.at("storageClass").text().orElse("").equals("archive");
    if (type.equals("imageCountMoreThan")) {
      if (!selection.at("countUnit").isMissing()) {
        throw notAllowed("countUnit");
      }
      return new Limit.Count(number);
    }
    if (selection.at("countUnit").isMissing()) {
      throw missing(Set.of("countUnit"));
    }
    word(selection, "countUnit", Set.of("days"));
    if (type.equals("sinceImagePulled") && action != Action.TRANSITION) {
      throw new LifecycleException("sinceImagePulled belongs to the action transition");
    }
    if (type.equals("sinceImageTransitioned") && (!archived || action != Action.EXPIRE)) {
      throw new LifecycleException(
          "sinceImageTransitioned belongs to storageClass archive and the action expire");
    }
    if (type.equals("sinceImageTransitioned") && number < SHORTEST_IN_ARCHIVE) {
      throw tooLow(SHORTEST_IN_ARCHIVE, number);
    }
    return new Limit.Age(number); // nobody's pulls are recorded, so the push stands for them
  }

  private static void mustHave(JsonTree tree, Set<String> required, Set<String> optional) {
    if (!tree.isObject()) {
      throw new LifecycleException(
          "instance type does not match any allowed primitive type (allowed: [\"object\"])");
    }
    var lacking = new TreeSet<>(required);
    lacking.removeAll(tree.members().keySet());
    if (!lacking.isEmpty()) {
      throw missing(lacking);
    }
    for (var name : tree.members().keySet()) {
      if (!required.contains(name) && !optional.contains(name)) {
        throw notAllowed(name);
      }
    }
  }

  private static LifecycleException missing(Set<String> names) {
    return new LifecycleException(
        "object has missing required properties (%s)".formatted(quoted(names)));
  }

  private static LifecycleException notAllowed(String name) {
    return new LifecycleException(
        "object instance has properties which are not allowed by the schema: ([\"%s\"])"
            .formatted(name));
  }

  private static LifecycleException tooLow(int least, int found) {
    return new LifecycleException(
        "numeric instance is lower than the required minimum (minimum: %d, found: %d)"
            .formatted(least, found));
  }

  private static String word(JsonTree tree, String name, Set<String> words) {
    var word = tree.at(name).text().orElse("");
    if (!words.contains(word)) {
      throw LifecycleException.notAmong(word, words);
    }
    return word;
  }

  private static int number(JsonTree tree, String name) {
    if (!(tree.at(name).value() instanceof Integer number)) {
      throw new LifecycleException(name + " is not a whole number");
    }
    if (number < 1) {
      throw tooLow(1, number);
    }
    return number;
  }

  private static List<String> texts(JsonTree tree, String name) {
    var texts = new ArrayList<String>();
    for (var element : tree.at(name).elements()) {
      texts.add(
          element
              .text()
              .filter(text -> !text.isEmpty())
              .orElseThrow(() -> new LifecycleException(name + " is a list of texts")));
    }
    return texts;
  }

  static String quoted(Collection<String> words) {
    return words.stream()
        .sorted()
        .map(word -> '"' + word + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }
}
