package io.github.ecrpush.build;

import io.github.ecrpush.build.engine.Engine;
import io.github.ecrpush.build.engine.EngineAddress;
import io.github.ecrpush.build.engine.EngineDigests;
import io.github.ecrpush.build.engine.EngineHandshake;
import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.dockerfile.ImageName;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressListener;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Builds on a Docker Engine, each image in the way that suits where the engine keeps its images.
/// The engine is met once, by the first image that needs it.
public final class EngineBuilder implements Builder {

  private final EngineAddress address;
  private final InstantSource clock;
  private final List<BuildRequest> requests;
  private final CredentialSource logins;
  private final ProgressListener listener;
  private final ReentrantLock meeting = new ReentrantLock();
  private @Nullable MetEngine met;

  /// @param requests all that may be built here
  /// @param logins who we are to the registries of base images, and to those that are pushed to
  /// @param listener is told which engine it is
  public EngineBuilder(
      EngineAddress address,
      InstantSource clock,
      List<BuildRequest> requests,
      CredentialSource logins,
      ProgressListener listener) {
    this.address = address;
    this.clock = clock;
    this.requests = List.copyOf(requests);
    this.logins = logins;
    this.listener = listener;
  }

  @Override
  public ImageBuild open(BuildRequest request, ProgressListener listener)
      throws InterruptedException {
    BuildFolders.check(request);
    var there = met();
    NamedContext.requireKnownTo(there.engine(), request);
    refuseWhatCannotBeWritten(there.engine(), request);
    try {
      var solve = there.open(request, listener);
      return switch (there.engine().store()) {
        case GRAPH -> new GraphBuild(there.engine(), solve, clock);
        case CONTAINERD -> new ContainerdBuild(solve, clock);
      };
    } catch (IOException e) {
      throw SolveFailures.engineLost(e);
    }
  }

  /// Docker's own store has no manifest that an annotation could stand on.
  private static void refuseWhatCannotBeWritten(Engine engine, BuildRequest request) {
    if (engine.store() == Engine.Store.GRAPH && !request.annotations().isEmpty()) {
      throw new FailureException(BuildFailures.annotationsUnwritable(engine.version()));
    }
  }

  private MetEngine met() throws InterruptedException {
    meeting.lockInterruptibly();
    try {
      if (met == null) {
        met = meet();
      }
      return met;
    } finally {
      meeting.unlock();
    }
  }

  @Override
  public Optional<BaseDigest> digestOf(String image) throws InterruptedException {
    var host = host(image);
    if (host.isEmpty()) {
      return Optional.empty();
    }
    var digests = new EngineDigests(met().engine());
    var there = digests.inRegistry(image, logins.find(host.get()));
    return there.isPresent()
        ? there.map(digest -> new BaseDigest(digest, true))
        : digests.onEngine(image).map(id -> new BaseDigest(id, false));
  }

  @Override
  public String machine() throws InterruptedException {
    return met().engine().machine();
  }

  /// Nothing for what is no name of an image. The build says so in its own words.
  private static Optional<RegistryHost> host(String image) {
    try {
      return Optional.of(new RegistryHost(ImageName.of(image).host()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private MetEngine meet() throws InterruptedException {
    var engine = new EngineHandshake(address, address.dialer()).meet();
    listener.on(
        new Fact(
            "Docker %s at %s (%s store)"
                .formatted(
                    engine.version(),
                    engine.address(),
                    switch (engine.store()) {
                      case GRAPH -> "graph";
                      case CONTAINERD -> "containerd";
                    })));
    return new MetEngine(engine, requests, logins);
  }

  @Override
  public void close() {
    if (met != null) {
      met.close();
    }
  }
}
