package io.github.ecrpush.config;

import io.github.ecrpush.yaml.YamlNode;
import io.github.ecrpush.yaml.YamlNode.Mapping;
import io.github.ecrpush.yaml.YamlNode.Scalar;
import io.github.ecrpush.yaml.YamlNode.Sequence;
import io.github.ecrpush.yaml.YamlPlace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The values by which one image of a file becomes several. How many those are is known before any
/// of them is made.
final class Matrix {

  /// What the names begin with where the values are used: `${matrix.node}`.
  private static final String PREFIX = "matrix.";

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private Matrix() {}

  /// The matrix of an image that has none: one combination of nothing.
  static Matrix none() {
    return new Matrix();
  }

  static Matrix read(YamlNode node, Texts texts, Mistakes mistakes) {
    var matrix = new Matrix();
    if (!(node instanceof Mapping mapping) || mapping.members().isEmpty()) {
      mistakes.add(node.place(), "A matrix has names with lists of values: `node: [22, 24]`.");
      return matrix;
    }
    mapping
        .members()
        .forEach((name, member) -> {
          if (!isName(name)) {
            mistakes.add(member.place(), "A name in a matrix has letters, digits and `_`.");
          } else if (member.value() instanceof Sequence list && !list.items().isEmpty()) {
            matrix.values.put(PREFIX + name, matrix.texts(list, texts, mistakes));
          } else {
            mistakes.add(member.place(), "Here stands a list of values: `[22, 24]`.");
          }
        });
    return matrix;
  }

  private List<String> texts(Sequence list, Texts texts, Mistakes mistakes) {
    var found = new ArrayList<String>();
    for (var item : list.items()) {
      switch (item) {
        case Scalar nothing when nothing.isNothing() ->
            mistakes.add(
                item.place(), "A value in a matrix is not nothing. A text stands in quotes.");
        case Scalar scalar -> found.add(texts.of(scalar));
        default -> mistakes.add(item.place(), "A value in a matrix is one piece of text.");
      }
    }
    return found;
  }

  /// Refuses more combinations than a file may have images.
  void requireFew(YamlPlace place, Mistakes mistakes) {
    long combinations = 1;
    for (var list : values.values()) {
      combinations *= Math.max(1, list.size());
      if (combinations > ImageList.MOST) {
        throw mistakes.last(
            place,
            "The matrix makes more than "
                + ImageList.MOST
                + " images, which is the most that a file has.");
      }
    }
  }

  /// Each combination, by the names of its values; the first list changes slowest.
  List<Map<String, String>> combinations() {
    List<Map<String, String>> combinations = List.of(Map.of());
    for (var list : values.entrySet()) {
      var longer = new ArrayList<Map<String, String>>();
      for (var shorter : combinations) {
        for (var value : list.getValue()) {
          var one = new LinkedHashMap<>(shorter);
          one.put(list.getKey(), value);
          longer.add(one);
        }
      }
      combinations = longer;
    }
    return combinations;
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> c == '_' || (c < 128 && Character.isLetterOrDigit(c)));
  }
}
