package io.github.ecrpush.buildkit.session;

import io.github.ecrpush.buildkit.filesync.FileSyncService;
import io.github.ecrpush.buildkit.filesync.Transit;
import io.github.ecrpush.buildkit.filesync.Workshop;
import io.github.ecrpush.credential.RandomId;
import io.grpc.BindableService;
import io.grpc.Server;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An open session: while it lasts, BuildKit asks and we answer. Several builds may use it.
public final class Session implements AutoCloseable {

  private final String id;
  private final ExecutorService threads;
  private final AtomicReference<@Nullable Throwable> problem;
  private final Socket connection;
  private final Server server;

  private Session(
      String id,
      ExecutorService threads,
      AtomicReference<@Nullable Throwable> problem,
      Socket connection,
      Server server) {
    this.id = id;
    this.threads = threads;
    this.problem = problem;
    this.connection = connection;
    this.server = server;
  }

  /// Opens a session and begins to answer.
  public static Session open(SessionLink link, SessionOffer offer)
      throws IOException, InterruptedException {
    var id = RandomId.next();
    var problem = new AtomicReference<@Nullable Throwable>();
    Consumer<Throwable> problems = thrown -> problem.compareAndSet(null, thrown);
    var threads =
        Executors.newCachedThreadPool(
            work -> Thread.ofPlatform().daemon().name("session").unstarted(work));
    var transit = new Transit();
    var services =
        List.<BindableService>of(
            new HealthService(),
            new FileSyncService(offer.directories(), new Workshop(threads, transit, problems)),
            new AuthService(offer.credentials(), threads, problems),
            new SecretsService(offer.secrets(), problems));
    try {
      var connection = link.connect(headers(id, offer, services));
      var server = SessionServer.start(new MeteredSocket(connection, transit), services);
      return new Session(id, threads, problem, connection, server);
    } catch (IOException | InterruptedException | RuntimeException e) {
      threads.shutdownNow();
      throw e;
    }
  }

  private static Map<String, List<String>> headers(
      String id, SessionOffer offer, List<BindableService> services) {
    var methods =
        services.stream()
            .flatMap(service -> service.bindService().getMethods().stream())
            .map(method -> "/" + method.getMethodDescriptor().getFullMethodName())
            .toList();
    return Map.of(
        "X-Docker-Expose-Session-Uuid", List.of(id),
        "X-Docker-Expose-Session-Sharedkey",
            List.of(SharedKey.of(offer.directories(), offer.origin())),
        "X-Docker-Expose-Session-Grpc-Method", methods);
  }

  /// The name that a build refers to it by.
  public String id() {
    return id;
  }

  /// Why the first answer failed that could not be given since a build went well, if one did. It is
  /// what a build really failed of, of which BuildKit knows only that we did not answer. Builds at
  /// the same time that share what is asked for all fail of it.
  public Optional<Throwable> problem() {
    return Optional.ofNullable(problem.get());
  }

  /// A build went well in spite of it.
  public void forgetProblem() {
    problem.set(null);
  }

  /// Ends it, together with every answer that is on its way.
  @Override
  public void close() {
    threads.shutdownNow();
    server.shutdownNow();
    try {
      connection.close();
    } catch (IOException _) {
      // it was to end anyway
    }
  }
}
