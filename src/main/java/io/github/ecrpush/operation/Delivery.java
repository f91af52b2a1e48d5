package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuiltImage;
import io.github.ecrpush.build.ImageBuild;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.ecr.PushedImage;
import io.github.ecrpush.ecr.RepositoryPlan;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.http.RetryPolicy;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.metadata.ImageMetadata;
import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.operation.PushRequest.TakenTag;
import io.github.ecrpush.operation.RunRecord.RunCaller;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One image on its way to one target: what is there, what came of it, and why not.
///
/// It remembers what is already true, for the report of a run that fails.
final class Delivery implements AutoCloseable {

  private final Target target;
  private final Access access;
  private final PushRequest.Image image;
  private final Phases phases;
  private final RunRecorder record;
  private final RetryPolicy patience;

  // Written by the tasks of the run, read by its report.
  private volatile @Nullable Destination destination;
  private volatile @Nullable ImagePush push;
  private volatile @Nullable Failure failure;
  private volatile @Nullable Status end;

  Delivery(
      Target target,
      Access access,
      PushRequest.Image image,
      Phases phases,
      RunRecorder record,
      RetryPolicy patience) {
    this.target = target;
    this.access = access;
    this.image = image;
    this.phases = phases;
    this.record = record;
    this.patience = patience;
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

  /// Says that its repository will be looked for.
  void announce() {
    target.repositoryOf(image).ifPresent(access::expect);
  }

  /// Looks at what is there before anything is pushed.
  void find() throws InterruptedException {
    access
        .caller()
        .ifPresent(caller ->
            record.knownAs(
                image.name(), target.name(), new RunCaller(caller.arn(), caller.subject())));
    var found = access.find(target.repositoryOf(image).orElseThrow(), image.tags());
    destination = found;
    found.sizeUnder(image.tags()).ifPresent(size -> record.found(image.name(), size));
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

  /// Refuses settings of the repository that would remove the image.
  void spare(PushedImage pushed) throws InterruptedException {
    access.spare(pushed, found());
  }

  /// Makes the repository as it is wished.
  void prepare(PushedImage pushed) throws InterruptedException {
    destination = access.prepare(found(), pushed);
  }

  /// Brings the image there, as far as it is not there already, and reads it back.
  ///
  /// @return what is there; it differs from what was built only when the engine had lost that
  BuiltImage bring(BuiltImage built, ImageBuild build) throws InterruptedException {
    var begun = begin();
    var there = found().digestOf(built, image.tags());
    if (there.filter(digest -> found().missing(image.tags(), digest).isEmpty()).isPresent()) {
      var ours =
          phases.run(
              "verify",
              () -> {
                var verified = begun.bring(built, build, there);
                tellWhatMoved(verified);
                return verified;
              });
      end = Status.PRESENT;
      return ours;
    }
    var ours = phases.run("push", () -> begun.bring(built, build, there));
    var _ =
        phases.run(
            "verify",
            () -> {
              tellWhatMoved(ours);
              return true;
            });
    end = begun.hasPushed() ? Status.PUSHED : Status.PRESENT;
    return ours;
  }

  /// Notes what is in the registry now. The lines that made an image are worth a question only when
  /// they are shown and new.
  void record() throws InterruptedException {
    var there = verified();
    if (there.isPresent()) {
      boolean withLines = record.showsLines() && end == Status.PUSHED;
      record.stored(image.name(), ReadBack.layersOf(found(), there.get(), withLines));
    }
  }

  private void tellWhatMoved(BuiltImage ours) throws InterruptedException {
    var digest = ours.manifest().orElseThrow();
    ReadBack.tellWhatMoved(found(), digest, image.tags(), phases.listener());
  }

  private ImagePush begin() {
    var begun = new ImagePush(found(), image.tags(), patience);
    push = begun;
    return begun;
  }

  /// The image that all tags name that are there, if it was built from this commit.
  Optional<VerifiedImage> builtFrom(String revision) throws InterruptedException {
    var digest = found().namedByTaken(image.tags());
    return digest.isPresent()
        ? ReadBack.ofAnother(found(), digest.get())
            .filter(there -> there.isLabelled(BuildRequestReader.REVISION, revision))
        : Optional.empty();
  }

  /// The newest image there that was made from this.
  Optional<VerifiedImage> madeFrom(MadeFrom source) throws InterruptedException {
    if (found().plan().filter(RepositoryPlan::missing).isPresent()) {
      return Optional.empty();
    }
    var last = Optional.<VerifiedImage>empty();
    for (var listed : access.newest(found().place().repository().path())) {
      var there = ReadBack.ofAnother(found(), listed.digest());
      if (there.filter(image -> source.isOf(image, listed.tags())).isPresent()) {
        noteSize(there.get(), record::found);
        return there;
      }
      last = last.or(() -> there);
    }
    last.ifPresent(image -> noteSize(image, record::pushedLast));
    return Optional.empty();
  }

  private void noteSize(VerifiedImage there, BiConsumer<String, Long> record) {
    there.layerBytes().ifPresent(size -> record.accept(image.name(), size));
  }

  /// Hands on an image that is there already and that nobody built in this run, with all tags.
  void reuse(VerifiedImage there) throws InterruptedException {
    var begun = begin();
    begun.reuse(there);
    end = begun.hasPushed() ? Status.PUSHED : Status.PRESENT;
  }

  Optional<VerifiedImage> verified() {
    return Optional.ofNullable(push).flatMap(ImagePush::verified);
  }

  /// Finds out how far it came, after it was stopped.
  void settle(BuiltImage built) throws InterruptedException {
    var begun = push;
    if (begun != null) {
      begun.settle(built);
    }
  }

  void fail(Failure why) {
    failure = why;
    end = ImageOutcome.statusOf(why);
  }

  boolean hasEndedAs(Status status) {
    return end == status;
  }

  /// Whether anything may have been written to it.
  boolean hasBegun() {
    return push != null;
  }

  boolean hasEnded() {
    return end != null;
  }

  Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /// What came of it. Of an image that did not get all its tags, those are told that it has.
  ///
  /// @param builtId the digest of the configuration that was built
  ImageOutcome outcome(Optional<Digest> builtId) {
    var begun = Optional.ofNullable(push);
    return new ImageOutcome(
        image.name(),
        Goal.of(target, image),
        Optional.ofNullable(end).orElse(Status.SKIPPED),
        begun.map(ImagePush::hasPushed).orElse(false),
        Optional.ofNullable(destination).map(Destination::place),
        failure == null ? image.tags() : begun.map(ImagePush::standing).orElse(List.of()),
        metadata(),
        verified(),
        builtId.or(() -> verified().flatMap(VerifiedImage::imageId)),
        failure());
  }

  /// What is written on the image: by this run, or by the one that built it.
  private ImageMetadata metadata() {
    return verified()
        .map(VerifiedImage::labels)
        .filter(labels -> !labels.isEmpty())
        .map(image.metadata()::asOn)
        .orElse(image.metadata());
  }

  @Override
  public void close() {
    access.close();
  }
}
