package io.github.ecrpush.report;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.operation.NamedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What images are called, for people and for programs.
public final class TagsText {

  private TagsText() {}

  /// How it is written.
  public enum Format {
    TEXT,
    JSON
  }

  public static String of(List<NamedImage> images, Format format) {
    return switch (format) {
      case TEXT -> text(images);
      case JSON -> Json.writePretty(images.stream().map(TagsText::json).toList()) + "\n";
    };
  }

  private static Map<String, Object> json(NamedImage image) {
    var json = new LinkedHashMap<String, Object>();
    json.put("name", image.name());
    json.put("repository", image.repository());
    json.put("version", image.metadata().version());
    json.put("tags", image.references());
    json.put("tag-names", image.tagNames());
    json.put("labels", image.metadata().labels());
    json.put("annotations", image.metadata().annotationsByKey());
    return json;
  }

  private static String text(List<NamedImage> images) {
    var lines = new ArrayList<String>();
    for (var image : images) {
      lines.add(image.name().isEmpty() ? "image" : image.name());
      lines.add("  version      " + image.metadata().version());
      add(lines, "tags", image.references());
      add(lines, "labels", pairs(image.metadata().labels()));
      add(lines, "annotations", pairs(image.metadata().annotationsByKey()));
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> pairs(Map<String, String> values) {
    return values.entrySet().stream().map(String::valueOf).toList();
  }

  private static void add(List<String> lines, String title, List<String> entries) {
    var head = title;
    for (var entry : entries) {
      lines.add("  %-12s %s".formatted(head, entry));
      head = "";
    }
  }
}
