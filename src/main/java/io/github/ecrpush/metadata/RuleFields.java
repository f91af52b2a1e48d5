package io.github.ecrpush.metadata;

import java.util.ArrayList;
import java.util.List;

/// The fields of each entry of a list of rules. A comma between `{{` and `}}` parts nothing.
final class RuleFields {

  private RuleFields() {}

  /// @param records the lines of a list, each in its fields
  static List<List<String>> of(List<List<String>> records) {
    var all = new ArrayList<List<String>>();
    for (var record : records) {
      var fields = joined(record);
      if (fields.stream().anyMatch(RuleFields::isAttribute)) {
        all.add(fields);
      } else {
        fields.forEach(tag -> all.add(List.of(tag)));
      }
    }
    return all;
  }

  /// Whether a field says what it is. No tag has a `=` in it, so a line with such a field is a
  /// rule.
  static boolean isAttribute(String field) {
    int equals = field.indexOf('=');
    return equals > 0
        && field
            .substring(0, equals)
            .strip()
            .chars()
            .allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
  }

  private static List<String> joined(List<String> record) {
    var fields = new ArrayList<String>();
    var open = new StringBuilder();
    for (var field : record) {
      open.append(open.isEmpty() ? "" : ",").append(field);
      if (!isOpen(open)) {
        add(fields, open);
      }
    }
    add(fields, open);
    return fields;
  }

  private static boolean isOpen(StringBuilder text) {
    return text.lastIndexOf("{{") > text.lastIndexOf("}}");
  }

  private static void add(List<String> fields, StringBuilder field) {
    var stripped = field.toString().strip();
    if (!stripped.isEmpty()) {
      fields.add(stripped);
    }
    field.setLength(0);
  }
}
