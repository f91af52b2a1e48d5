package io.github.ecrpush.metadata;

import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import java.util.List;
import java.util.Map;

/// Rules as a user gives them.
record Rules(String tags, String flavor, Map<String, String> environment) {

  static Rules of(String tags) {
    return new Rules(tags, "", Map.of());
  }

  Rules with(String flavor) {
    return new Rules(tags, flavor, environment);
  }

  Rules under(String variable, String value) {
    return new Rules(tags, flavor, Map.of(variable, value));
  }

  List<String> tagsFor(Source source) {
    return apply(source).tags().stream().map(Tag::value).toList();
  }

  ImageMetadata apply(Source source) {
    return read().apply(source, true);
  }

  /// A list is read as both doors read it.
  MetadataRules read() {
    return MetadataRules.read(
        new MetadataRules.Texts(records(tags), records(flavor), Map.of(), Map.of()), environment);
  }

  private static List<List<String>> records(String text) {
    return Inputs.of(Map.of(Input.LABELS, text), Map.of()).records(Input.LABELS);
  }

  Failure failureFor(Source source) {
    try {
      var made = apply(source).tags();
      throw new AssertionError("made " + made);
    } catch (FailureException e) {
      return e.failure();
    }
  }
}
