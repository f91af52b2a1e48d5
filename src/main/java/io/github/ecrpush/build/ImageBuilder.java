package io.github.ecrpush.build;

import io.github.ecrpush.build.engine.EngineAddress;
import io.github.ecrpush.build.engine.EngineHandshake;
import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressListener;
import java.io.IOException;
import java.time.InstantSource;

/// Opens builds on a Docker Engine, each in the way that suits where the engine keeps its images.
public final class ImageBuilder {

  private final EngineAddress address;
  private final InstantSource clock;

  public ImageBuilder(EngineAddress address, InstantSource clock) {
    this.address = address;
    this.clock = clock;
  }

  /// Meets the engine and opens a build there. Nothing runs yet.
  ///
  /// @param logins who we are to the registries of base images, and to the one that is pushed to
  public ImageBuild open(BuildRequest request, CredentialSource logins, ProgressListener listener)
      throws InterruptedException {
    BuildFolders.check(request);
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
    try {
      var solve = OpenSolve.on(engine.dialer(), request, logins, listener);
      return switch (engine.store()) {
        case GRAPH -> new GraphBuild(engine, solve, clock);
        case CONTAINERD -> new ContainerdBuild(solve);
      };
    } catch (IOException e) {
      throw SolveFailures.engineLost(e);
    }
  }
}
