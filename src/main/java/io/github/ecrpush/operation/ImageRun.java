package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuiltImage;
import io.github.ecrpush.build.ImageBuild;
import io.github.ecrpush.build.PushRefusedException;
import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.operation.PushRequest.PushMode;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.PhaseEnded;
import io.github.ecrpush.progress.ProgressEvent.PhaseStarted;
import io.github.ecrpush.progress.ProgressListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// One image on its way to one target. It is built while AWS is asked about the target; then it is
/// compared with what is there, pushed if need be, and read back.
///
/// It remembers what is already true, for the report of a run that fails.
final class ImageRun {

  private final Workplace workplace;
  private final ProgressListener listener;
  private final PushRequest request;
  private final PushRequest.Image image;
  private final Target target;

  // Written by the tasks of the run, read by its report.
  private volatile @Nullable Destination destination;
  private volatile @Nullable BuiltImage built;

  ImageRun(Workplace workplace, PushRequest request, PushRequest.Image image, Target target) {
    this.workplace = workplace;
    this.listener = workplace.listener();
    this.request = request;
    this.image = image;
    this.target = target;
  }

  ImageOutcome run() throws InterruptedException {
    boolean pushes = request.rules().push() == PushMode.ALWAYS;
    try (var access = access()) {
      if (request.rules().dryRun()) {
        if (pushes) {
          tellPlan(find(access));
        }
        return outcome(Status.SKIPPED, Optional.empty(), Optional.empty());
      }
      if (!pushes) {
        try (var build = open(access)) {
          built(build);
        }
        return outcome(Status.SKIPPED, Optional.empty(), Optional.empty());
      }
      return pushed(access);
    }
  }

  private ImageOutcome pushed(Access access) throws InterruptedException {
    try (var tasks = new Parallel()) {
      var finding = tasks.start("find", () -> find(access));
      var opening = tasks.start("open", () -> open(access));
      var building = tasks.start("build", () -> built(opening.await()));
      try {
        tasks.join();
        return brought(finding.await(), building.await(), opening.await());
      } finally {
        if (opening.isDone()) {
          opening.await().close();
        }
      }
    }
  }

  /// Nothing is pushed before this point: identity, repository and tags are known to be good.
  private ImageOutcome brought(Destination found, BuiltImage image, ImageBuild build)
      throws InterruptedException {
    var there = found.digestOf(image, this.image.tags());
    if (there.isPresent()) {
      return verified(Status.PRESENT, found, image, there.get());
    }
    found.refuseToMoveWhatIsImmutable(image, this.image.tags());
    var pushed = phased("push", () -> push(found, build));
    built = pushed;
    return verified(Status.PUSHED, found, pushed, pushed.manifest().orElseThrow());
  }

  /// A login that ran out while the build ran is renewed once.
  private BuiltImage push(Destination found, ImageBuild build) throws InterruptedException {
    var names = found.references(image.tags());
    try {
      return build.push(names, found);
    } catch (PushRefusedException e) {
      if (!e.isLoginRefused()) {
        throw found.refusal().explain(names.getFirst(), e.engineSaid());
      }
    }
    found.renew();
    try {
      return build.push(names, found);
    } catch (PushRefusedException e) {
      throw found.refusal().explain(names.getFirst(), e.engineSaid());
    }
  }

  private ImageOutcome verified(Status status, Destination found, BuiltImage image, Digest digest)
      throws InterruptedException {
    var verified =
        phased("verify", () -> ReadBack.of(found, digest, image, this.image.tags(), listener));
    return outcome(status, Optional.of(verified), Optional.empty());
  }

  private Access access() {
    CredentialSource named = host -> Optional.ofNullable(request.logins().get(host));
    return switch (target) {
      case Target.Ecr ecr when request.identity().isPresent() ->
          new EcrAccess(workplace, request.identity().get(), ecr, named);
      case Target.Host(RegistryHost host) -> new HostAccess(workplace, host, named);
      case Target.Ecr _, Target.Nowhere _ -> new NoAccess(workplace, named);
    };
  }

  private ImageBuild open(Access access) throws InterruptedException {
    return workplace.builder().open(image.build(), access.logins(), listener);
  }

  private BuiltImage built(ImageBuild build) throws InterruptedException {
    var image = phased("build", build::build);
    built = image;
    return image;
  }

  private Destination find(Access access) throws InterruptedException {
    var found =
        phased("identity", () -> access.find(image.repository().orElseThrow(), image.tags()));
    destination = found;
    return found;
  }

  private void tellPlan(Destination found) {
    image
        .tags()
        .forEach(tag -> {
          var now = found.now().get(tag);
          listener.on(
              new Fact(
                  "%s %s"
                      .formatted(
                          found.place().repository().tagged(tag),
                          now == null ? "is free" : "is " + now.digest() + " now")));
        });
    listener.on(new Notice("This was a dry run: nothing was built or pushed."));
  }

  /// The outcome of a run that failed, with what was true by then.
  ImageOutcome failed(Failure failure) {
    var status =
        switch (failure) {
          case Failure.Cancelled _, Failure.TimedOut _ -> Status.CANCELLED;
          default -> Status.FAILED;
        };
    return outcome(status, Optional.empty(), Optional.of(failure));
  }

  private ImageOutcome outcome(
      Status status, Optional<VerifiedImage> verified, Optional<Failure> failure) {
    return new ImageOutcome(
        image.repository().map(path -> path.value()).orElse(""),
        target.name(),
        status,
        Optional.ofNullable(destination).map(Destination::place),
        image.tags(),
        verified,
        Optional.ofNullable(built).map(BuiltImage::id),
        failure);
  }

  private <T> T phased(String phase, Callable<T> work) throws InterruptedException {
    listener.on(new PhaseStarted(phase));
    long start = System.nanoTime();
    try {
      var result = work.call();
      listener.on(new PhaseEnded(phase, Duration.ofNanos(System.nanoTime() - start)));
      return result;
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
