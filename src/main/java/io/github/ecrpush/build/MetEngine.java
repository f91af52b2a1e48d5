package io.github.ecrpush.build;

import io.github.ecrpush.build.BuildRecord.BuildEngine;
import io.github.ecrpush.build.engine.Engine;
import io.github.ecrpush.build.engine.EngineAddress;
import io.github.ecrpush.buildkit.BuildKitClient;
import io.github.ecrpush.buildkit.Endpoint;
import io.github.ecrpush.buildkit.Worker;
import io.github.ecrpush.buildkit.WorkerQuestion;
import io.github.ecrpush.buildkit.session.BuildSecrets;
import io.github.ecrpush.buildkit.session.Session;
import io.github.ecrpush.buildkit.session.SessionOffer;
import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.progress.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A Docker Engine, one connection to its BuildKit, and the sessions of a run there.
///
/// Builds of one context share a session, so that BuildKit asks for each of its folders once,
/// however many of them it builds at the same time.
final class MetEngine implements AutoCloseable {

  private final Engine engine;
  private final List<BuildRequest> requests;
  private final CredentialSource logins;
  private final BuildKitClient client;
  private final Map<Shared, Session> sessions = new HashMap<>();
  private @Nullable WorkerQuestion worker;

  /// @param requests all that may be built here
  MetEngine(Engine engine, List<BuildRequest> requests, CredentialSource logins) {
    this.engine = engine;
    this.requests = requests;
    this.logins = logins;
    this.client = BuildKitClient.open(new Endpoint.Engine(engine.dialer()));
  }

  /// What builds of one session have in common. A secret's id may mean something else in another
  /// build.
  private record Shared(Path context, List<BuildSecret> secrets, String origin) {
    static Shared of(BuildRequest request) {
      return new Shared(request.context(), request.secrets(), request.origin());
    }

    boolean hasFoldersOf(BuildRequest other) {
      return context.equals(other.context()) && secrets.equals(other.secrets());
    }
  }

  Engine engine() {
    return engine;
  }

  OpenSolve open(BuildRequest request, ProgressListener listener)
      throws IOException, InterruptedException {
    var folders = folders(request);
    return new OpenSolve(
        this,
        session(request, folders),
        new DockerfileFrontend(request, folders),
        new StepLog(listener, request));
  }

  BuildKitClient client() {
    return client;
  }

  /// What BuildKit can do. It is asked once, and answers while it builds.
  synchronized WorkerQuestion worker() {
    if (worker == null) {
      worker = client.askForWorker();
    }
    return worker;
  }

  /// What evidence says of it.
  synchronized BuildEngine described() throws InterruptedException {
    var known = worker == null ? Optional.<Worker>empty() : worker.answered();
    var connection =
        switch (engine.address()) {
          case EngineAddress.UnixSocket _ -> "unix";
          case EngineAddress.Tcp _ -> "tcp";
          case EngineAddress.Tls _ -> "tls";
        };
    return new BuildEngine(
        engine.version(),
        connection,
        engine.store().name().toLowerCase(Locale.ROOT),
        known.flatMap(Worker::version));
  }

  private SessionFolders folders(BuildRequest request) {
    var shared = Shared.of(request);
    return SessionFolders.of(
        requests.stream().filter(other -> shared.hasFoldersOf(other)).toList());
  }

  private synchronized Session session(BuildRequest request, SessionFolders folders)
      throws IOException, InterruptedException {
    var shared = Shared.of(request);
    var open = sessions.get(shared);
    if (open == null) {
      open =
          client.openSession(
              new SessionOffer(
                  folders.directories(),
                  new BuildSecrets(BuildSecret.byId(shared.secrets())),
                  logins,
                  shared.origin()));
      sessions.put(shared, open);
    }
    return open;
  }

  @Override
  public synchronized void close() {
    sessions.values().forEach(Session::close);
    client.close();
  }
}
