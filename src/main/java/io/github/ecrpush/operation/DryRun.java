package io.github.ecrpush.operation;

import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.operation.CheckTargets.Depth;
import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressListener;
import java.util.Optional;

/// A push that only does what the verb `check` does, and reports it as a push does.
final class DryRun {

  private final Workplace workplace;
  private final ProgressListener listener;
  private final PushRequest request;

  DryRun(Workplace workplace, PushRequest request) {
    this.workplace = workplace;
    this.listener = workplace.listener();
    this.request = request;
  }

  PushReport run() throws InterruptedException {
    var checks =
        new Phases(listener, "")
            .run("identity", () -> new CheckTargets(workplace).looked(request, Depth.ALL))
            .targets();
    checks.forEach(this::tell);
    listener.on(new Notice("This was a dry run: nothing was built or pushed."));
    return new PushReport(checks.stream().map(this::outcome).toList());
  }

  /// The report of one that was stopped.
  PushReport stopped(Failure why) {
    return new PushReport(
        request.images().stream()
            .flatMap(image ->
                request.targets().stream()
                    .map(target -> outcome(TargetCheck.failed(image, target, why))))
            .toList());
  }

  private void tell(TargetCheck check) {
    check
        .caller()
        .ifPresent(caller -> listener.on(new Fact(caller.arn() + ", " + caller.origin())));
    for (var tag : check.tags()) {
      var name = check.place().orElseThrow().repository().tagged(tag.tag());
      listener.on(new Fact(tag.said(name)));
    }
  }

  private ImageOutcome outcome(TargetCheck check) {
    return new ImageOutcome(
        check.name(),
        check.target(),
        check.failure().map(ImageOutcome::statusOf).orElse(Status.SKIPPED),
        check.place(),
        request.images().getFirst().tags(),
        Optional.empty(),
        Optional.empty(),
        check.failure());
  }
}
