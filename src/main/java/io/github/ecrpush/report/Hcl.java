package io.github.ecrpush.report;

import java.util.List;
import java.util.Map;

/// Values in Terraform's language, in the layout of `terraform fmt`.
final class Hcl {

  private static final String STEP = "  ";

  /// An expression that stands as it is.
  record Reference(String expression) {}

  private Hcl() {}

  /// A block with its arguments.
  static String block(String head, Map<String, Object> arguments) {
    return head + " " + members(arguments, "") + "\n";
  }

  /// A document in its own function, which makes JSON of it.
  static Reference json(Map<String, Object> document) {
    return new Reference("jsonencode(" + members(document, STEP) + ")");
  }

  private static String value(Object value, String indent) {
    return switch (value) {
      case Reference(var expression) -> expression;
      case Map<?, ?> members -> members(members, indent);
      case List<?> elements when elements.size() == 1 && elements.getFirst() instanceof String ->
          "[" + text(elements.getFirst()) + "]";
      case List<?> elements -> elements(elements, indent);
      default -> text(value);
    };
  }

  private static String elements(List<?> elements, String indent) {
    var text = new StringBuilder("[\n");
    for (var element : elements) {
      text.append(indent + STEP).append(value(element, indent + STEP)).append(",\n");
    }
    return text.append(indent).append(']').toString();
  }

  /// Equals signs stand below each other in neighbouring lines; a value of several lines keeps to
  /// itself.
  private static String members(Map<?, ?> members, String indent) {
    var names = members.keySet().stream().map(Hcl::name).toList();
    var values = members.values().stream().map(each -> value(each, indent + STEP)).toList();
    var text = new StringBuilder("{\n");
    for (int i = 0; i < names.size(); i++) {
      int width = width(names, values, i);
      text.append(indent + STEP)
          .append(names.get(i))
          .repeat(' ', width - names.get(i).length())
          .append(" = ")
          .append(values.get(i))
          .append('\n');
    }
    return text.append(indent).append('}').toString();
  }

  /// That of the longest name among the neighbours with one line.
  private static int width(List<String> names, List<String> values, int at) {
    int width = names.get(at).length();
    if (hasLines(values.get(at))) {
      return width;
    }
    for (int i = at - 1; i >= 0 && !hasLines(values.get(i)); i--) {
      width = Math.max(width, names.get(i).length());
    }
    for (int i = at + 1; i < names.size() && !hasLines(values.get(i)); i++) {
      width = Math.max(width, names.get(i).length());
    }
    return width;
  }

  private static boolean hasLines(String value) {
    return value.indexOf('\n') >= 0;
  }

  private static String name(Object name) {
    var text = name.toString();
    return text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_') ? text : text(text);
  }

  /// `${` and `%{` begin a template.
  private static String text(Object value) {
    return '"'
        + value
            .toString()
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("${", "$${")
            .replace("%{", "%%{")
        + '"';
  }
}
