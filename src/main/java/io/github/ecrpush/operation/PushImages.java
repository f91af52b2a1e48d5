package io.github.ecrpush.operation;

import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.progress.ProgressEvent.ImagesBegan;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.OfImage;
import io.github.ecrpush.progress.ProgressListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The verb `push`: hands on what later steps were promised, builds every image and brings it to
/// every target. All of it in one name.
///
/// An interrupt of the calling thread stops the run: the build is cancelled on the engine, and the
/// report says how far it came.
public final class PushImages {

  private final Workplace workplace;
  private final HandingOn handingOn;

  /// @param later nothing where a run is no step of a job
  public PushImages(Workplace workplace, Optional<LaterSteps> later) {
    this.workplace = workplace;
    this.handingOn = new HandingOn(workplace, later);
  }

  /// Runs to the end, whatever that is; failures are in the report.
  ///
  /// @throws FailureException if nothing was begun, because later steps cannot get what they need
  public PushReport run(PushRequest request) {
    tellOfMissingIdentity(request);
    try (var timer = new RunTimer(request.rules().timeout(), Thread.currentThread())) {
      if (request.rules().dryRun()) {
        return dryRun(request, timer);
      }
      try (var registries = new Registries(workplace, request, true)) {
        handOn(request, registries, timer);
        return push(once(request, registries), registries, timer);
      }
    }
  }

  private PushReport push(PushRequest request, Registries registries, RunTimer timer) {
    var runs = new ArrayList<ImageRun>();
    var images = request.basesFirst();
    var builds = images.stream().map(PushRequest.Image::build).toList();
    var builder = workplace.builders().of(builds, host -> login(runs, host), workplace.listener());
    try (builder) {
      for (var image : images) {
        var bases = image.build().otherImages();
        runs.add(
            new ImageRun(
                workplace,
                image,
                registries,
                builder,
                runs.stream()
                    .map(ImageRun::shared)
                    .filter(base -> bases.contains(base.name()))
                    .toList(),
                listener(request, image)));
      }
      runs.forEach(ImageRun::announce);
      if (runs.size() > 1) {
        var names = runs.stream().map(ImageRun::name).toList();
        workplace.listener().on(new ImagesBegan(names));
      }
      try {
        new ImageRuns(runs, request.rules(), timer).run();
        return new PushReport(outcomes(request, runs));
      } finally {
        runs.forEach(ImageRun::close);
      }
    }
  }

  private static List<ImageOutcome> outcomes(PushRequest request, List<ImageRun> runs) {
    var byName = new HashMap<String, ImageRun>();
    runs.forEach(run -> byName.put(run.name(), run));
    return request.images().stream()
        .flatMap(image -> Stream.ofNullable(byName.get(image.name())))
        .flatMap(run -> run.outcomes().stream())
        .toList();
  }

  /// Of several images it is told which one is meant.
  private ProgressListener listener(PushRequest request, PushRequest.Image image) {
    var listener = workplace.listener();
    return request.images().size() == 1
        ? listener
        : event -> listener.on(new OfImage(image.name(), event));
  }

  /// Who we are to a registry: to a target's own as that target knows us, to others as the first
  /// one does.
  private static Optional<RegistryCredential> login(List<ImageRun> runs, RegistryHost host)
      throws InterruptedException {
    for (var run : runs) {
      var login = run.login(host);
      if (login.isPresent()) {
        return login;
      }
    }
    return runs.getFirst().usualLogin(host);
  }

  private void tellOfMissingIdentity(PushRequest request) {
    boolean missing =
        request.images().stream()
            .anyMatch(image -> image.rules().push() == PushRequest.PushMode.NOT_POSSIBLE);
    if (missing) {
      workplace
          .listener()
          .on(
              new Notice(
                  "This run can have no AWS identity (a pull request from a fork or of Dependabot), so "
                      + consequence(request)));
    }
  }

  private static String consequence(PushRequest request) {
    if (request.rules().dryRun()) {
      return "AWS is asked nothing.";
    }
    return request.exports().isAny()
        ? "the image is built and not pushed, and later steps get no keys and no login."
        : "the image is built and not pushed.";
  }

  private PushReport dryRun(PushRequest request, RunTimer timer) {
    var run = new DryRun(workplace, request);
    try {
      return run.run();
    } catch (InterruptedException _) {
      return run.stopped(timer.stopped());
    }
  }

  private void handOn(PushRequest request, Registries registries, RunTimer timer) {
    try {
      handingOn.run(request, registries);
    } catch (InterruptedException _) {
      throw new FailureException(timer.stopped());
    }
  }

  private static PushRequest once(PushRequest request, Registries registries) {
    try {
      return registries.once(request);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the run of the first image meets it, and reports it
      return request;
    }
  }
}
