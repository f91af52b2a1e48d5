package io.github.ecrpush.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A part of a YAML document. What an alias stands for is there itself, with the place where it was
/// written.
public sealed interface YamlNode {

  YamlPlace place();

  /// Whether it is YAML's null: nothing at all, `~` or `null`.
  default boolean isNothing() {
    return false;
  }

  /// A piece of text.
  ///
  /// @param isPlain whether it has no quotes and no block sign
  record Scalar(YamlPlace place, String text, boolean isPlain) implements YamlNode {

    @Override
    public boolean isNothing() {
      return isPlain
          && switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }
  }

  /// A list.
  record Sequence(YamlPlace place, List<YamlNode> items) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// Names with their values, in their order.
  record Mapping(YamlPlace place, Map<String, Member> members) implements YamlNode {
    public Mapping {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  /// A member of a mapping.
  ///
  /// @param place where its name stands
  record Member(YamlPlace place, YamlNode value) {}
}
