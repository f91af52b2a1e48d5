package io.github.ecrpush.iam;

import io.github.ecrpush.json.JsonTree;
import java.util.List;
import java.util.Optional;

/// One text or a list of them, which policies write alike.
final class Texts {

  private Texts() {}

  /// The texts at a place of a document, or nothing when the place is not there.
  static Optional<List<String>> of(JsonTree tree, String place) {
    if (tree.isMissing()) {
      return Optional.empty();
    }
    var elements = tree.isArray() ? tree.elements() : List.of(tree);
    return Optional.of(elements.stream().map(element -> text(element, place)).toList());
  }

  private static String text(JsonTree element, String place) {
    return element
        .text()
        .or(() -> element.truth().map(String::valueOf))
        .or(() -> element.number().map(String::valueOf))
        .orElseThrow(() -> new PolicyException(place, "Here stands one text or a list of texts."));
  }
}
