package io.github.ecrpush.report;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.credential.SecretLooks;
import io.github.ecrpush.operation.RunRecord;
import io.github.ecrpush.operation.RunRecord.ImageRecord;

/// Takes secrets out of what pages and documents say that outlive a run: those that are known, what
/// looks like one, and the values of build arguments that do. Builders write arguments into the
/// names of steps and the history of images.
public final class SafeWords {

  private static final String MARK = "***";

  private final Redactor known;
  private final Redactor arguments = new Redactor();

  private SafeWords(Redactor known) {
    this.known = known;
  }

  /// What is to be taken out of all that is said of a run.
  ///
  /// @param known what the run knew to be secret
  public static SafeWords of(RunRecord run, Redactor known) {
    var words = new SafeWords(known);
    run.images().stream()
        .map(ImageRecord::arguments)
        .distinct()
        .flatMap(SecretLooks::among)
        .forEach(words.arguments::hide);
    return words;
  }

  /// What a build, a registry or a workflow said.
  public String said(String text) {
    return SecretLooks.without(arguments.redact(known.redact(text)), MARK);
  }

  /// A name, such as a tag or a digest: without known secrets only, because an argument that is
  /// taken for a secret may be a word that names are made of.
  public String named(String text) {
    return known.redact(text);
  }
}
