package io.github.ecrpush.operation;

import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.metadata.Annotation;
import java.util.List;

/// Refuses an image with a secret where everybody reads it who may pull: in a label, an annotation
/// or a tag.
///
/// @param texts of secrets that are long enough not to stand in other words by chance
public record LabelSecrets(List<String> texts) {

  private static final int SHORTEST = 8;

  /// Those of the run.
  public static LabelSecrets of(List<Secret> secrets) {
    return new LabelSecrets(
        secrets.stream()
            .map(secret -> secret.reveal().strip())
            .filter(text -> text.length() >= SHORTEST)
            .toList());
  }

  /// Refuses an image that has one of them.
  public void refuse(PushRequest.Image image) {
    image.tags().forEach(tag -> refuse("tag", tag.value(), tag.value()));
    image.metadata().labels().forEach((name, value) -> refuse("label", name, name + value));
    for (Annotation annotation : image.metadata().annotations()) {
      refuse("annotation", annotation.key(), annotation.key() + annotation.value());
    }
  }

  private void refuse(String what, String name, String text) {
    if (texts.stream().anyMatch(text::contains)) {
      throw new FailureException(OperationFailures.secretShown(what, name));
    }
  }
}
