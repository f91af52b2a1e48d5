package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsCaller;
import io.github.ecrpush.ecr.Permission;
import io.github.ecrpush.ecr.Permission.Answer;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.metadata.ImageMetadata;
import io.github.ecrpush.operation.CheckTargets.Depth;
import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.operation.TargetCheck.TagState;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressListener;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

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
    return new PushReport(checks.stream().map(this::outcome).toList(), checks);
  }

  /// The report of one that was stopped.
  PushReport stopped(Failure why) {
    return new PushReport(
        request.images().stream()
            .flatMap(image ->
                image.targets().stream()
                    .map(target -> outcome(TargetCheck.failed(image, target, why))))
            .toList());
  }

  private void tell(TargetCheck check) {
    check.caller().ifPresent(caller -> listener.on(new Fact(said(caller))));
    for (var tag : check.tags()) {
      var name = check.place().orElseThrow().repository().tagged(tag.tag());
      listener.on(new Fact(tag.said(name)));
    }
    rights(check.permissions()).forEach(text -> listener.on(new Fact(text)));
  }

  private static String said(AwsCaller caller) {
    var end = caller.until().map(until -> ", until " + until.truncatedTo(ChronoUnit.SECONDS));
    return caller.arn() + ", " + caller.origin() + end.orElse("");
  }

  /// What was denied, the failure says.
  private static List<String> rights(List<Permission> permissions) {
    var texts = new ArrayList<String>();
    var allowed =
        permissions.stream()
            .filter(permission -> permission.answer() instanceof Answer.Allowed)
            .map(Permission::action)
            .collect(Collectors.joining(", "));
    if (!allowed.isEmpty()) {
      texts.add("may do what a push needs: " + allowed);
    }
    for (var permission : permissions) {
      if (permission.answer() instanceof Answer.Unknown(String why)) {
        texts.add("may perhaps do " + permission.action() + ": " + why);
      }
    }
    return texts;
  }

  private ImageMetadata metadata(String image) {
    return request.images().stream()
        .filter(each -> each.name().equals(image))
        .findFirst()
        .map(PushRequest.Image::metadata)
        .orElse(ImageMetadata.NONE);
  }

  private ImageOutcome outcome(TargetCheck check) {
    return new ImageOutcome(
        check.name(),
        check.goal(),
        check.failure().map(ImageOutcome::statusOf).orElse(Status.SKIPPED),
        false,
        check.place(),
        check.tags().stream().map(TagState::tag).toList(),
        metadata(check.name()),
        Optional.empty(),
        Optional.empty(),
        check.failure());
  }
}
