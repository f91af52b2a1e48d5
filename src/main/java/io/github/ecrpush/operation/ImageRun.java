package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuildRequest;
import io.github.ecrpush.build.Builder;
import io.github.ecrpush.build.BuiltImage;
import io.github.ecrpush.build.ImageBuild;
import io.github.ecrpush.build.NamedContext;
import io.github.ecrpush.build.inputs.BuildInputs;
import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.ecr.PushedImage;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.operation.ChangeCheck.Answer;
import io.github.ecrpush.operation.PushRequest.TakenTag;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// One image on its way to all its targets. It is built once, while the targets are looked at; when
/// every one of them is known to be good, it is brought to each and read back.
final class ImageRun implements AutoCloseable {

  private final RunRecorder record;
  private final ProgressListener listener;
  private final PushRequest.Image image;
  private final Builder builder;
  private final BuildWords words;
  private final Phases phases;
  private final Deliveries deliveries;
  private final Reuse reuse;
  private final List<SharedBase> bases;
  private final SharedBase shared;
  private final CountDownLatch looked = new CountDownLatch(1);

  // Written by the tasks of the run, read by its report.
  private volatile @Nullable BuiltImage built;
  private volatile @Nullable ImageBuild build;
  private volatile boolean done;

  /// @param bases those of the run that it is built from
  /// @param listener is told what happens to this image
  /// @param builder is closed by whoever opened it, and so are the registries
  ImageRun(
      Workplace workplace,
      PushRequest.Image image,
      Registries registries,
      Builder builder,
      List<SharedBase> bases,
      ProgressListener listener) {
    this.bases = List.copyOf(bases);
    this.shared = new SharedBase(image.name());
    this.record = workplace.record();
    this.listener = listener;
    this.image = image;
    this.builder = builder;
    this.words = new BuildWords(image.build(), listener);
    this.phases = new Phases(listener, "");
    boolean alone = image.targets().size() == 1;
    var each = new ArrayList<Delivery>();
    for (var target : image.targets()) {
      var itsPhases = alone ? phases : new Phases(listener, " to " + target.name());
      each.add(
          new Delivery(
              target,
              registries.access(image, target),
              image,
              itsPhases,
              record,
              workplace.patience()));
    }
    this.deliveries = new Deliveries(each);
    this.reuse = new Reuse(image, deliveries, listener);
  }

  String name() {
    return image.name();
  }

  /// What it is to those that begin with it.
  SharedBase shared() {
    return shared;
  }

  /// Says which repositories will be looked for, so that several can be asked for at once.
  void announce() {
    if (image.isPushed()) {
      deliveries.announce();
    }
  }

  /// Looks at all targets, and at each to the end.
  void find() throws InterruptedException {
    if (image.isPushed()) {
      phases.run(
          "identity",
          () -> {
            deliveries.find();
            return true;
          });
    }
    looked.countDown();
  }

  /// Runs to the end. What a target alone failed with is in its outcome; what is thrown ended the
  /// work for all targets.
  ///
  /// @param gate lets only so many build at the same time
  /// @param together those that are pushed only if the targets of all of them are good
  void run(BuildGate gate, List<ImageRun> together) throws InterruptedException {
    work(gate, together);
    done = true;
  }

  private void work(BuildGate gate, List<ImageRun> together) throws InterruptedException {
    var wishes = image.rules().onlyChanged();
    if (!image.isPushed()) {
      build(lent(wishes), gate);
      return;
    }
    var request = image.build();
    if (image.rules().taken() == TakenTag.REUSE) {
      awaitGood(together);
      if (isHandedOn(reuse.ofCommit())) {
        return;
      }
    }
    if (wishes.isPresent()) {
      awaitGood(together);
      var made = made(wishes.get());
      // who wishes every step anew gets it whatever is there
      if (made instanceof Answer.Made(MadeFrom source, _)
          && request.cache().steps()
          && isHandedOn(reuse.madeFrom(source))) {
        return;
      }
      request = made instanceof Answer.Made(_, var labelled) ? labelled : request;
    }
    buildAndBring(request, gate, together);
  }

  /// What is built of an image that is only there for others. What these are told that it is made
  /// from is what it has to be built from.
  private BuildRequest lent(Optional<BuildInputs.Wishes> wishes) throws InterruptedException {
    if (wishes.isPresent()
        && image.isBase()
        && image.build().cache().steps()
        && made(wishes.get()) instanceof Answer.Made(MadeFrom source, BuildRequest request)) {
      shared.is(source);
      return request;
    }
    shared.isUncertain();
    return image.build();
  }

  /// Whether there is one already. Others begin with it as it is in its registry.
  private boolean isHandedOn(Optional<VerifiedImage> there) {
    there.ifPresent(image -> {
      shared.isAt(NamedContext.ofImage(image.reference().toString()));
      shared.is(image.imageId().orElse(image.reference().digest()));
    });
    return there.isPresent();
  }

  private void buildAndBring(BuildRequest request, BuildGate gate, List<ImageRun> together)
      throws InterruptedException {
    try (var tasks = new Parallel()) {
      tasks.run("good", () -> awaitGood(together));
      var ours = tasks.start("build", () -> build(request, gate));
      tasks.join();
      gate.requireOpen();
      bring(ours.await());
    }
  }

  /// Waits until all targets of all these were looked at.
  private void awaitGood(List<ImageRun> together) throws InterruptedException {
    for (var run : together) {
      run.looked.await();
    }
    deliveries.stopIfAnyFailed();
    for (var run : together) {
      if (run.hasFailed()) {
        throw new FailureException(RunFailures.stoppedBy(run.name()));
      }
    }
  }

  /// What it is made from.
  private Answer made(BuildInputs.Wishes wishes) throws InterruptedException {
    var others = new HashMap<String, String>();
    for (var base : bases) {
      base.identity().ifPresent(identity -> others.put(base.name(), identity));
    }
    var answer = new ChangeCheck(image.build(), wishes, image.tags(), builder).answer(others);
    if (answer instanceof Answer.Uncertain(String why)) {
      listener.on(
          new Notice("Whether it changed is not certain, so it is built. %s".formatted(why)));
    }
    return answer;
  }

  /// Nothing is pushed before this point: identity, repository and tags of every target are known
  /// to be good. From here on, what fails at one target does not keep the image from the others.
  private void bring(BuiltImage image) throws InterruptedException {
    var opened = Objects.requireNonNull(build);
    var pushed = new PushedImage(image.manifest(), Optional.of(image.id()));
    deliveries.attempt(delivery -> {
      delivery.check(image, this.image.rules().taken());
      delivery.spare(pushed);
    });
    deliveries.stopIfAnyFailed();
    deliveries.attempt(delivery -> {
      delivery.prepare(pushed);
      built = delivery.bring(image, opened);
      deliveries.requireSameDigest(delivery);
    });
    deliveries.record();
  }

  /// Who we are to a registry, where it is a target's own.
  Optional<RegistryCredential> login(RegistryHost host) throws InterruptedException {
    return deliveries.login(host);
  }

  /// Who the first target's login, Docker's and those that were named say we are.
  Optional<RegistryCredential> usualLogin(RegistryHost host) throws InterruptedException {
    return deliveries.usualLogin(host);
  }

  private BuiltImage build(BuildRequest wished, BuildGate gate) throws InterruptedException {
    var request = wished.beginningWith(basesLent());
    return gate.pass(name(), () -> explained(request));
  }

  private BuiltImage explained(BuildRequest request) throws InterruptedException {
    try {
      return build(request);
    } catch (FailureException e) {
      // who may not pull a base image may be nobody at all to AWS: that is told instead
      if (e.failure() instanceof Failure.AccessDenied && image.isPushed()) {
        looked.await();
        deliveries.stopIfAnyFailed();
      }
      throw new FailureException(words.said(e.failure()), e);
    }
  }

  private BuiltImage build(BuildRequest request) throws InterruptedException {
    var opened = builder.open(request, words);
    build = opened;
    if (image.isPushed() && image.tags().isEmpty()) {
      opened.requirePushByDigest();
    }
    var ours = phases.run("build", opened::build);
    built = ours;
    if (image.isBase()) {
      shared.isAt(opened.lend());
      shared.is(ours.id());
    }
    return ours;
  }

  private Map<String, String> basesLent() throws InterruptedException {
    var addresses = new HashMap<String, String>();
    for (var base : bases) {
      addresses.put(base.name(), base.address());
    }
    return addresses;
  }

  /// Finds out how far it came, after it was stopped, unless somebody has no patience for that.
  void settle() {
    var ours = built;
    if (ours != null) {
      try {
        deliveries.settle(ours);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// The whole run failed.
  void fail(Failure failure) {
    shared.fail(failure);
    deliveries.fail(failure);
  }

  /// What one target failed with before any was written to: that keeps the image from all of them.
  Optional<Failure> refusal() {
    return deliveries.refusal();
  }

  /// What the first of its targets failed with.
  Optional<Failure> failure() {
    return deliveries.firstFailure();
  }

  /// Whether any of its targets failed.
  boolean hasFailed() {
    return failure().isPresent();
  }

  /// Whether nothing is left to do.
  boolean hasEnded() {
    return done || hasFailed() || deliveries.haveEnded();
  }

  /// Tells how it ended, for whoever shows several images.
  void tellEnd(Duration took) {
    listener.on(ImageEnds.of(outcomes(), took));
  }

  /// What became of the image at each target, as far as it came.
  List<ImageOutcome> outcomes() {
    return deliveries.outcomes(Optional.ofNullable(built).map(BuiltImage::id));
  }

  @Override
  public void close() {
    var opened = build;
    if (opened != null) {
      try (opened) {
        record.built(name(), opened.record());
        if (image.isPushed()) {
          opened.forget();
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    deliveries.close();
  }
}
