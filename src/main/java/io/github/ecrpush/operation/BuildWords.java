package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuildRequest;
import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.credential.SecretLooks;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressEvent.ImageEnded;
import io.github.ecrpush.progress.ProgressEvent.ImagesBegan;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.OfImage;
import io.github.ecrpush.progress.ProgressEvent.PhaseEnded;
import io.github.ecrpush.progress.ProgressEvent.PhaseStarted;
import io.github.ecrpush.progress.ProgressEvent.StepEnded;
import io.github.ecrpush.progress.ProgressEvent.StepOutput;
import io.github.ecrpush.progress.ProgressEvent.StepProgress;
import io.github.ecrpush.progress.ProgressEvent.StepStarted;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import io.github.ecrpush.progress.ProgressListener;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Passes on what a build says, without the values of its arguments that look like secrets:
/// builders write arguments into the names of steps, and commands print them.
///
/// They are taken out here and not hidden in the whole run: what is only taken for a secret may be
/// a word that names of images have, and GitHub hands no output to another job that holds a masked
/// one.
final class BuildWords implements ProgressListener {

  /// Shorter values are words such as `true`, which steps are full of.
  private static final int SHORTEST = 8;

  private final Map<String, String> arguments;
  private final ProgressListener next;
  private @Nullable Redactor hidden;

  BuildWords(BuildRequest request, ProgressListener next) {
    this.arguments = request.arguments();
    this.next = next;
  }

  @Override
  public void on(ProgressEvent event) {
    next.on(said(event));
  }

  private ProgressEvent said(ProgressEvent event) {
    return switch (event) {
      case StepStarted(int number, String name) -> new StepStarted(number, said(name));
      case StepOutput(int number, Duration at, String line) ->
          new StepOutput(number, at, said(line));
      case StepProgress(int number, String name, long current, long total) ->
          new StepProgress(number, said(name), current, total);
      case StepEnded(int number, String name, var result, Duration took) ->
          new StepEnded(number, said(name), result, took);
      case Warning(String text, String file, int line, String link) ->
          new Warning(said(text), file, line, link);
      case Notice(String text) -> new Notice(said(text));
      case Fact _, OfImage _, ImagesBegan _, ImageEnded _, PhaseStarted _, PhaseEnded _ -> event;
    };
  }

  /// The same failure, without them in its words.
  Failure said(Failure failure) {
    var words = failure.explanation();
    var said =
        failure.saying(
            new Explanation(words.id(), said(words.what()), said(words.why()), said(words.fix())));
    return said instanceof Failure.BuildFailed(var explanation, var file, int line, var lastLines)
        ? new Failure.BuildFailed(
            explanation, file, line, lastLines.stream().map(this::said).toList())
        : said;
  }

  private String said(String text) {
    return hidden().redact(text);
  }

  /// Made when the build first speaks, and not on the way to AWS.
  private synchronized Redactor hidden() {
    var known = hidden;
    if (known == null) {
      known = new Redactor();
      SecretLooks.among(arguments)
          .filter(secret -> secret.reveal().length() >= SHORTEST)
          .forEach(known::hide);
      hidden = known;
    }
    return known;
  }
}
