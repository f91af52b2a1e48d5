package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuiltImage;
import io.github.ecrpush.build.ImageBuild;
import io.github.ecrpush.build.PushRefusedException;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.operation.PushRequest.TakenTag;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One image on its way to one target: what is there, what came of it, and why not.
///
/// It remembers what is already true, for the report of a run that fails.
final class Delivery implements AutoCloseable {

  private final Target target;
  private final Access access;
  private final PushRequest.Image image;
  private final Phases phases;

  // Written by the tasks of the run, read by its report.
  private volatile @Nullable Destination destination;
  private volatile @Nullable VerifiedImage verified;
  private volatile @Nullable Failure failure;
  private volatile @Nullable Status end;

  Delivery(Target target, Access access, PushRequest.Image image, Phases phases) {
    this.target = target;
    this.access = access;
    this.image = image;
    this.phases = phases;
  }

  /// A part of the work for this target.
  @FunctionalInterface
  interface Part {
    void run() throws InterruptedException;
  }

  /// Does a part of the work. What it fails with is this target's failure, and no other's.
  void attempt(Part part) throws InterruptedException {
    try {
      part.run();
    } catch (FailureException e) {
      fail(e.failure());
    }
  }

  /// Looks at what is there before anything is pushed.
  void find() throws InterruptedException {
    var found = access.find(target.repositoryOf(image).orElseThrow(), image.tags());
    destination = found;
    for (var tag : found.states(image.tags())) {
      if (tag.digest().isPresent()) {
        var name = found.place().repository().tagged(tag.tag());
        phases.listener().on(new Fact(tag.said(name)));
      }
    }
  }

  Destination found() {
    var found = destination;
    if (found == null) {
      throw new IllegalStateException("the target was not looked at yet");
    }
    return found;
  }

  /// Who we are to a registry, if it is this target's.
  Optional<RegistryCredential> login(RegistryHost host) throws InterruptedException {
    var found = destination;
    return found != null && found.place().repository().registry().equals(host)
        ? Optional.of(found.credential())
        : Optional.empty();
  }

  Access access() {
    return access;
  }

  /// Refuses, before anything is written, what could not be written.
  void check(BuiltImage built, TakenTag rule) {
    found().refuseToTakeWhatIsKept(built, image.tags(), rule);
  }

  /// Makes the repository as it is wished.
  void prepare() throws InterruptedException {
    destination = access.prepare(found());
  }

  /// Brings the image there, unless it is there already, and reads it back.
  ///
  /// @return what was pushed; it differs from what was built only when the engine had lost that
  BuiltImage bring(BuiltImage built, ImageBuild build) throws InterruptedException {
    var there = found().digestOf(built, image.tags());
    if (there.isPresent()) {
      readBack(Status.PRESENT, built, there.get());
      return built;
    }
    var pushed = phases.run("push", () -> push(build));
    readBack(Status.PUSHED, pushed, pushed.manifest().orElseThrow());
    return pushed;
  }

  private void readBack(Status status, BuiltImage ours, Digest digest) throws InterruptedException {
    ended(
        status,
        phases.run(
            "verify",
            () -> ReadBack.ofOurs(found(), digest, ours, image.tags(), phases.listener())));
  }

  /// A login that ran out while the build ran is renewed once.
  private BuiltImage push(ImageBuild build) throws InterruptedException {
    var names = found().references(image.tags());
    try {
      return build.push(names, found());
    } catch (PushRefusedException e) {
      if (!e.isLoginRefused()) {
        throw found().refusal().explain(names.getFirst(), e.engineSaid());
      }
    }
    found().renew();
    try {
      return build.push(names, found());
    } catch (PushRefusedException e) {
      throw found().refusal().explain(names.getFirst(), e.engineSaid());
    }
  }

  /// The image that all tags name already, if it was built from this commit.
  Optional<VerifiedImage> builtFrom(String revision) throws InterruptedException {
    var digest = found().namedByAll(image.tags());
    return digest.isPresent()
        ? ReadBack.ofCommit(found(), digest.get(), revision)
        : Optional.empty();
  }

  /// Hands on an image that is there already and that nobody built in this run.
  void reuse(VerifiedImage there) {
    ended(Status.PRESENT, there);
  }

  private void ended(Status status, VerifiedImage image) {
    verified = image;
    end = status;
  }

  Optional<VerifiedImage> verified() {
    return Optional.ofNullable(verified);
  }

  void fail(Failure why) {
    failure = why;
    end = ImageOutcome.statusOf(why);
  }

  boolean hasEnded() {
    return end != null;
  }

  Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /// What came of it.
  ///
  /// @param builtId the digest of the configuration that was built
  ImageOutcome outcome(Optional<Digest> builtId) {
    return new ImageOutcome(
        image.repository().map(RepositoryPath::value).orElse(""),
        target.name(),
        Optional.ofNullable(end).orElse(Status.SKIPPED),
        Optional.ofNullable(destination).map(Destination::place),
        image.tags(),
        verified(),
        builtId.or(() -> verified().flatMap(VerifiedImage::imageId)),
        failure());
  }

  @Override
  public void close() {
    access.close();
  }
}
