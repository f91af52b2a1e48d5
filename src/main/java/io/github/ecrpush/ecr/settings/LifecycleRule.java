package io.github.ecrpush.ecr.settings;

import java.util.LinkedHashMap;
import java.util.Map;

/// One rule of a lifecycle policy.
///
/// @param priority rules with a lower number come first
/// @param archived whether it is about images in the archive, and not about all others
public record LifecycleRule(
    int priority,
    String description,
    ImageSelection selection,
    boolean archived,
    Limit limit,
    Action action) {

  /// From when on an image is too many or too old.
  ///
  /// @param number a number of images or of days
  public record Limit(Count count, int number) {}

  /// What is counted, in ECR's words.
  public enum Count {
    IMAGES("imageCountMoreThan"),
    DAYS_SINCE_PUSH("sinceImagePushed"),
    DAYS_SINCE_PULL("sinceImagePulled"),
    DAYS_SINCE_ARCHIVED("sinceImageTransitioned");

    private final String word;

    Count(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// What becomes of the image.
  public enum Action {
    EXPIRE,
    ARCHIVE
  }

  /// The same rule, whatever it says of itself.
  LifecycleRule meaning() {
    return new LifecycleRule(priority, "", selection, archived, limit, action);
  }

  /// Whether it removes images only because they are old, whichever they are.
  boolean isSweeping() {
    return action == Action.EXPIRE
        && !archived
        && limit.count() == Count.DAYS_SINCE_PUSH
        && !(selection instanceof ImageSelection.Tagged tagged && !tagged.fitsEveryTag());
  }

  Map<String, Object> toJson() {
    var selected = new LinkedHashMap<String, Object>();
    switch (selection) {
      case ImageSelection.Tagged tagged -> {
        selected.put("tagStatus", "tagged");
        selected.put(tagged.patterns() ? "tagPatternList" : "tagPrefixList", tagged.words());
      }
      case ImageSelection.Untagged _ -> selected.put("tagStatus", "untagged");
      case ImageSelection.Any _ -> selected.put("tagStatus", "any");
    }
    if (archived) {
      selected.put("storageClass", "archive");
    }
    selected.put("countType", limit.count().word());
    if (limit.count() != Count.IMAGES) {
      selected.put("countUnit", "days");
    }
    selected.put("countNumber", limit.number());
    var rule = new LinkedHashMap<String, Object>();
    rule.put("rulePriority", priority);
    if (!description.isEmpty()) {
      rule.put("description", description);
    }
    rule.put("selection", selected);
    rule.put(
        "action",
        action == Action.EXPIRE
            ? Map.of("type", "expire")
            : Map.of("type", "transition", "targetStorageClass", "archive"));
    return rule;
  }

  /// As a preset writes it, where a preset can: `keep=30 prefix=v`, `untagged=14d`.
  @Override
  public String toString() {
    var words =
        switch (limit.count()) {
          case IMAGES -> "keep=" + limit.number() + selection;
          case DAYS_SINCE_PUSH ->
              selection instanceof ImageSelection.Untagged
                  ? "untagged=" + limit.number() + "d"
                  : "expire=" + limit.number() + "d" + selection;
          case DAYS_SINCE_PULL -> "not pulled for " + limit.number() + "d" + selection;
          case DAYS_SINCE_ARCHIVED -> "archived for " + limit.number() + "d" + selection;
        };
    return (action == Action.ARCHIVE ? "archive " : "") + words;
  }
}
