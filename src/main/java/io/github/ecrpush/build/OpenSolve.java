package io.github.ecrpush.build;

import io.github.ecrpush.buildkit.BuildKitClient;
import io.github.ecrpush.buildkit.Endpoint;
import io.github.ecrpush.buildkit.Exporter;
import io.github.ecrpush.buildkit.SolveException;
import io.github.ecrpush.buildkit.SolveRequest;
import io.github.ecrpush.buildkit.SolveResult;
import io.github.ecrpush.buildkit.WorkerQuestion;
import io.github.ecrpush.buildkit.filesync.LocalDirectories;
import io.github.ecrpush.buildkit.session.BuildSecrets;
import io.github.ecrpush.buildkit.session.Session;
import io.github.ecrpush.buildkit.session.SessionOffer;
import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.progress.ProgressListener;
import io.github.ecrpush.socket.Dialer;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One build request on one BuildKit, with the session that answers it. It can be solved several
/// times, with another exporter each time; from the second time on it is all in the cache, the
/// context included.
final class OpenSolve implements AutoCloseable {

  private final BuildRequest request;
  private final BuildKitClient client;
  private final Session session;
  private final StepLog log;
  private @Nullable WorkerQuestion worker;

  private OpenSolve(BuildRequest request, BuildKitClient client, Session session, StepLog log) {
    this.request = request;
    this.client = client;
    this.session = session;
    this.log = log;
  }

  static OpenSolve on(
      Dialer engine, BuildRequest request, CredentialSource logins, ProgressListener listener)
      throws IOException, InterruptedException {
    var client = BuildKitClient.open(new Endpoint.Engine(engine));
    try {
      return new OpenSolve(
          request,
          client,
          client.openSession(offer(request, logins)),
          new StepLog(listener, request.dockerfileName()));
    } catch (IOException | InterruptedException | RuntimeException e) {
      client.close();
      throw e;
    }
  }

  private static SessionOffer offer(BuildRequest request, CredentialSource logins) {
    return new SessionOffer(
        new LocalDirectories(
            Map.of("context", request.context(), "dockerfile", request.dockerfileFolder())),
        new BuildSecrets(BuildSecret.byId(request.secrets())),
        logins,
        request.origin());
  }

  /// Builds, and exports what was built.
  SolveResult solve(Exporter exporter) throws SolveException, InterruptedException {
    return solve(exporter, DockerfileFrontend.attributes(request));
  }

  /// Exports again what was built. It comes from the cache, also where the first build was not to
  /// use it: steps that ran a second time could give another image.
  SolveResult again(Exporter exporter) throws SolveException, InterruptedException {
    return solve(exporter, DockerfileFrontend.attributesFromCache(request));
  }

  private SolveResult solve(Exporter exporter, Map<String, String> attributes)
      throws SolveException, InterruptedException {
    if (request.platform().isEmpty()) {
      var _ = worker(); // it answers while it builds
    }
    var solve = SolveRequest.of(attributes, exporter);
    return client.solve(
        session, solve.withEntitlements(DockerfileFrontend.entitlements(request)), log);
  }

  /// What the image is built for: what was asked, or else the engine's own platform.
  Platform platform() throws IOException, InterruptedException {
    if (request.platform().isPresent()) {
      return request.platform().get();
    }
    return worker().await().platforms().getFirst();
  }

  /// Asked once.
  private WorkerQuestion worker() {
    if (worker == null) {
      worker = client.askForWorker();
    }
    return worker;
  }

  StepLog log() {
    return log;
  }

  BuildRequest request() {
    return request;
  }

  @Override
  public void close() {
    session.close();
    client.close();
  }
}
