package io.github.ecrpush.build;

import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.Repository;
import io.github.ecrpush.progress.ProgressEvent.StepStarted;
import io.github.ecrpush.progress.ProgressListener;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Plays an engine: its builds are made at once, of base images in ECR it pulls what they consist
/// of, and it can be told to fail at pushing somewhere. It shows what a run does around a build,
/// without one.
public final class PlayedEngine {

  private final AtomicInteger builds = new AtomicInteger();
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final List<BuildRequest> requests = new CopyOnWriteArrayList<>();
  private final Map<String, String> bases = new ConcurrentHashMap<>();
  private volatile Duration pause = Duration.ZERO;
  private volatile Optional<Failure> trouble = Optional.empty();
  private volatile String ill = "";
  private volatile String registry = "";
  private volatile boolean readsBack;
  private volatile boolean chatty;
  private volatile boolean breaks;
  private volatile boolean hangs;
  private volatile boolean makesNone;
  private volatile boolean registriesAnswer = true;
  private volatile String machine = "linux x86_64";
  private final AtomicReference<Runnable> others = new AtomicReference<>(() -> {});
  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  public Builder builder(
      List<BuildRequest> requests, CredentialSource logins, ProgressListener listener) {
    return new Builder() {
      @Override
      public ImageBuild open(BuildRequest request, ProgressListener told) {
        if (chatty) {
          told.on(new StepStarted(1, "RUN echo " + request.arguments().values()));
        }
        return new PlayedBuild(
            request, PlayedEngine.this, new PlayedPull(request, logins, registry));
      }

      @Override
      public String machine() {
        return machine;
      }

      @Override
      public Optional<BaseDigest> digestOf(String image) {
        return Optional.ofNullable(bases.get(image))
            .map(content ->
                new BaseDigest(
                    Digest.of(content.getBytes(StandardCharsets.UTF_8)), registriesAnswer));
      }
    };
  }

  /// From now on, base images in ECR come from this registry.
  public void pullFrom(String sandbox) {
    registry = sandbox;
  }

  /// From now on, build arguments stand in the names of steps and in the words of failures.
  public void repeatArguments() {
    chatty = true;
  }

  /// From now on, it knows base images by what it has kept of them.
  public void loseRegistries() {
    registriesAnswer = false;
  }

  /// From now on, it runs on another machine.
  public void moveTo(String otherMachine) {
    machine = otherMachine;
  }

  /// From now on, what it makes has the form of an image, and is none, as signatures are.
  public void makeNoImages(boolean wished) {
    makesNone = wished;
  }

  boolean makesNone() {
    return makesNone;
  }

  /// How many images were built so far.
  public int builds() {
    return builds.get();
  }

  /// From now on, it fails to push to this repository.
  public void refuse(String path) {
    refused.add(path);
  }

  /// From now on, it pushes everywhere.
  public void refuseNothing() {
    refused.clear();
  }

  /// From now on, it reads back what it pushed, as engines with a graph store do.
  public void readBack() {
    readsBack = true;
  }

  boolean readsBack() {
    return readsBack;
  }

  /// What somebody else does right before the next push.
  public void beforeTheNextPush(Runnable others) {
    this.others.set(others);
  }

  void letOthersGoFirst() {
    others.getAndSet(() -> {}).run();
  }

  /// From now on, it does not answer when it has pushed.
  public void hangAfterThePush() {
    hangs = true;
  }

  void answer() throws InterruptedException {
    if (hangs) {
      Thread.sleep(Duration.ofMinutes(1));
    }
  }

  /// From now on, nothing can be built.
  public void failToBuild() {
    trouble =
        Optional.of(
            new Failure.Refused(
                new Explanation(
                    "build-failed", "The build failed.", "A step failed.", "Mend it.")));
  }

  /// From now on, no base image can be pulled.
  public void failToPull() {
    trouble =
        Optional.of(
            new Failure.AccessDenied(
                new Explanation("base-image-refused", "No base.", "401.", "Let us in."), "base"));
  }

  /// From now on, what has this value of a build argument cannot be built.
  public void failToBuild(String argument) {
    failToBuild();
    ill = argument;
  }

  /// From now on, the name of a base image leads to another one.
  public void moveBase(String name, String content) {
    bases.put(name, content);
  }

  /// From now on, everything can be built.
  public void recover() {
    trouble = Optional.empty();
  }

  /// From now on, each build takes this long.
  public void buildSlowly(Duration time) {
    pause = time;
  }

  /// From now on, who is stopped sees a broken connection, as those do who share one.
  public void breakWhenStopped() {
    breaks = true;
  }

  private void pause() throws InterruptedException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      if (breaks) {
        throw SolveFailures.engineLost(new ClosedChannelException());
      }
      throw e;
    }
  }

  /// How many images were built at the same time, at most.
  public int mostAtOnce() {
    return most.get();
  }

  /// The requests of what was built so far.
  public List<BuildRequest> requests() {
    return requests;
  }

  void requireWhole(BuildRequest request) {
    trouble
        .filter(_ -> ill.isEmpty() || request.arguments().containsValue(ill))
        .ifPresent(failure -> {
          throw new FailureException(chatty ? failure.saying(words(request)) : failure);
        });
  }

  private static Explanation words(BuildRequest request) {
    return new Explanation("build-failed", "The build failed.", "" + request.arguments(), "Mend.");
  }

  boolean refuses(Repository repository) {
    return refused.contains(repository.path().value());
  }

  void count(BuildRequest request) throws InterruptedException {
    most.accumulateAndGet(now.incrementAndGet(), Math::max);
    try {
      pause();
      builds.incrementAndGet();
      requests.add(request);
    } finally {
      now.decrementAndGet();
    }
  }
}
