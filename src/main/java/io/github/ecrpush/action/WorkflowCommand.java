package io.github.ecrpush.action;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// A command to the runner, which reads it as a line of the log: `::error line=3,title=a::text`.
///
/// @param properties in their order; empty ones are left out
record WorkflowCommand(String name, Map<String, String> properties, String data) {

  static final WorkflowCommand END_GROUP = of("endgroup", "");

  WorkflowCommand {
    properties = new LinkedHashMap<>(properties);
    properties.values().removeIf(String::isEmpty);
  }

  static WorkflowCommand of(String name, String data) {
    return new WorkflowCommand(name, Map.of(), data);
  }

  static WorkflowCommand group(String title) {
    return of("group", title);
  }

  static WorkflowCommand mask(String text) {
    return of("add-mask", text);
  }

  /// Such as the runner takes it apart again: `%` first, or what it stands for comes out doubled.
  @Override
  public String toString() {
    var written =
        properties.entrySet().stream()
            .map(property -> property.getKey() + "=" + escapedProperty(property.getValue()))
            .collect(Collectors.joining(","));
    return "::" + name + (written.isEmpty() ? "" : " " + written) + "::" + escaped(data);
  }

  private static String escaped(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String escapedProperty(String text) {
    return escaped(text).replace(":", "%3A").replace(",", "%2C");
  }
}
