package io.github.ecrpush.config;

import io.github.ecrpush.config.Interpolation.Variables;
import io.github.ecrpush.yaml.YamlNode;
import io.github.ecrpush.yaml.YamlNode.Scalar;
import io.github.ecrpush.yaml.YamlNode.Sequence;
import java.util.List;
import java.util.Optional;

/// Gives the texts of a file with the values of its variables, as they are for one image.
final class Texts {

  private final Interpolation interpolation;
  private final Variables variables;
  private final Mistakes mistakes;

  Texts(Interpolation interpolation, Variables variables, Mistakes mistakes) {
    this.interpolation = interpolation;
    this.variables = variables;
    this.mistakes = mistakes;
  }

  String of(Scalar scalar) {
    return interpolation.of(scalar.text(), scalar.place(), variables);
  }

  /// The text of a part that must be one; nothing when it is nothing, or another part.
  Optional<String> of(YamlNode node) {
    if (node instanceof Scalar scalar) {
      return scalar.isNothing() ? Optional.empty() : Optional.of(of(scalar));
    }
    mistakes.add(node.place(), "Here stands one piece of text, and no list and no mapping.");
    return Optional.empty();
  }

  /// The entries of a part that must be a list; none when it is nothing, or another part.
  List<YamlNode> list(YamlNode node) {
    return switch (node) {
      case Sequence list -> list.items();
      case Scalar nothing when nothing.isNothing() -> List.of();
      default -> {
        mistakes.add(node.place(), "Here stands a list, such as `[one, two]`.");
        yield List.of();
      }
    };
  }
}
