package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuiltImage;
import io.github.ecrpush.build.ImageBuild;
import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.ecr.PushedImage;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.operation.PushRequest.PushMode;
import io.github.ecrpush.operation.PushRequest.TakenTag;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One image on its way to all its targets. It is built once, while the targets are looked at; when
/// every one of them is known to be good, it is brought to each and read back.
final class ImageRun implements AutoCloseable {

  private final Workplace workplace;
  private final ProgressListener listener;
  private final PushRequest request;
  private final PushRequest.Image image;
  private final Phases phases;
  private final List<Delivery> deliveries = new ArrayList<>();

  // Written by the tasks of the run, read by its report.
  private volatile @Nullable BuiltImage built;

  /// @param registries are closed by whoever opened them
  ImageRun(
      Workplace workplace, PushRequest request, PushRequest.Image image, Registries registries) {
    this.workplace = workplace;
    this.listener = workplace.listener();
    this.request = request;
    this.image = image;
    this.phases = new Phases(listener, "");
    boolean alone = request.targets().size() == 1;
    for (var target : request.targets()) {
      var itsPhases = alone ? phases : new Phases(listener, " to " + target.name());
      deliveries.add(
          new Delivery(target, registries.access(target), image, itsPhases, workplace.patience()));
    }
  }

  /// Runs to the end. What a target alone failed with is in its outcome; what is thrown ended the
  /// whole run.
  void run() throws InterruptedException {
    if (request.rules().push() == PushMode.ALWAYS) {
      push();
    } else {
      try (var build = open()) {
        build(build, Parallel.done(true));
      }
    }
  }

  private void push() throws InterruptedException {
    boolean reuse = request.rules().taken() == TakenTag.REUSE;
    if (reuse) {
      find();
      if (reused()) {
        return;
      }
    }
    try (var tasks = new Parallel()) {
      var finding =
          reuse
              ? Parallel.done(true)
              : tasks.start(
                  "find",
                  () -> {
                    find();
                    return true;
                  });
      var opening = tasks.start("open", this::open);
      var building = tasks.start("build", () -> build(opening.await(), finding));
      try {
        tasks.join();
        bring(building.await(), opening.await());
      } finally {
        if (opening.isDone()) {
          opening.await().close();
        }
      }
    }
  }

  /// Looks at all targets side by side, and at each to the end, so that everything that is wrong is
  /// told at once.
  private void find() throws InterruptedException {
    phases.run(
        "identity",
        () -> {
          try (var questions = new Parallel()) {
            for (var delivery : deliveries) {
              questions.run("find", () -> delivery.attempt(delivery::find));
            }
            questions.join();
          }
          stopIfAnyFailed();
          return true;
        });
  }

  /// Hands on what is there already, when the tags that are there name the same image of this
  /// commit at every target. Those that are missing are given to it.
  private boolean reused() throws InterruptedException {
    var revision = Optional.ofNullable(image.build().labels().get(BuildRequestReader.REVISION));
    if (revision.isEmpty() || image.tags().isEmpty()) {
      return false;
    }
    var there = new ArrayList<VerifiedImage>();
    for (var delivery : deliveries) {
      delivery.builtFrom(revision.get()).ifPresent(there::add);
    }
    boolean everywhere =
        there.size() == deliveries.size()
            && there.stream().map(found -> found.reference().digest()).distinct().count() == 1;
    if (everywhere) {
      for (int i = 0; i < there.size(); i++) {
        var delivery = deliveries.get(i);
        var image = known(there.get(i));
        delivery.attempt(() -> delivery.spare(image));
      }
      stopIfAnyFailed();
      for (int i = 0; i < there.size(); i++) {
        var delivery = deliveries.get(i);
        var image = there.get(i);
        delivery.attempt(() -> {
          delivery.prepare(known(image));
          delivery.reuse(image);
        });
      }
      listener.on(
          new Notice("The image of the commit %s is there already.".formatted(revision.get())));
    }
    return everywhere;
  }

  private static PushedImage known(VerifiedImage image) {
    return new PushedImage(Optional.of(image.reference().digest()), image.imageId());
  }

  /// Nothing is pushed before this point: identity, repository and tags of every target are known
  /// to be good. From here on, what fails at one target does not keep the image from the others.
  private void bring(BuiltImage image, ImageBuild build) throws InterruptedException {
    var pushed = new PushedImage(image.manifest(), Optional.of(image.id()));
    for (var delivery : deliveries) {
      delivery.attempt(() -> {
        delivery.check(image, request.rules().taken());
        delivery.spare(pushed);
      });
    }
    stopIfAnyFailed();
    for (var delivery : deliveries) {
      delivery.attempt(() -> {
        delivery.prepare(pushed);
        built = delivery.bring(image, build);
        requireSameDigest(delivery);
      });
    }
  }

  private void requireSameDigest(Delivery delivery) {
    var ours = delivery.verified().orElseThrow().reference();
    deliveries.stream()
        .flatMap(other -> other.verified().stream())
        .map(VerifiedImage::reference)
        .filter(first -> !first.digest().equals(ours.digest()))
        .findFirst()
        .ifPresent(first -> {
          throw new FailureException(OperationFailures.targetDiffers(first, ours));
        });
  }

  private void stopIfAnyFailed() {
    deliveries.stream()
        .flatMap(delivery -> delivery.failure().stream())
        .findFirst()
        .ifPresent(failure -> {
          throw new FailureException(failure);
        });
  }

  private ImageBuild open() throws InterruptedException {
    return workplace.builds().open(image.build(), this::login, listener);
  }

  /// Who we are to a registry: to a target's own as that target knows us, to others as the first
  /// does.
  private Optional<RegistryCredential> login(RegistryHost host) throws InterruptedException {
    for (var delivery : deliveries) {
      var login = delivery.login(host);
      if (login.isPresent()) {
        return login;
      }
    }
    return deliveries.getFirst().access().logins().find(host);
  }

  /// Who may not pull a base image may be nobody at all to AWS. That is told instead.
  ///
  /// @param finding fails with it
  private BuiltImage build(ImageBuild build, Parallel.Task<Boolean> finding)
      throws InterruptedException {
    try {
      var image = phases.run("build", build::build);
      built = image;
      return image;
    } catch (FailureException e) {
      if (e.failure() instanceof Failure.AccessDenied) {
        var _ = finding.await();
      }
      throw e;
    }
  }

  /// The whole run failed. When a target's own failure stopped it, the others did nothing wrong:
  /// they were not written to.
  void fail(Failure failure) {
    boolean ofTarget =
        deliveries.stream().anyMatch(delivery -> delivery.failure().equals(Optional.of(failure)));
    for (var delivery : deliveries) {
      if (!delivery.hasEnded() && !ofTarget) {
        delivery.fail(failure);
      }
    }
  }

  /// What became of the image at each target, as far as it came.
  List<ImageOutcome> outcomes() {
    var id = Optional.ofNullable(built).map(BuiltImage::id);
    return deliveries.stream().map(delivery -> delivery.outcome(id)).toList();
  }

  @Override
  public void close() {
    deliveries.forEach(Delivery::close);
  }
}
