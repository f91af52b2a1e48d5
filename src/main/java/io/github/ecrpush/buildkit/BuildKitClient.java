package io.github.ecrpush.buildkit;

import com.google.common.util.concurrent.ListenableFuture;
import io.github.ecrpush.buildkit.session.Session;
import io.github.ecrpush.buildkit.session.SessionOffer;
import io.github.ecrpush.buildkit.wire.CacheSpec;
import io.github.ecrpush.buildkit.wire.ControlGrpc;
import io.github.ecrpush.buildkit.wire.ExporterSpec;
import io.github.ecrpush.buildkit.wire.ListWorkersCall;
import io.github.ecrpush.buildkit.wire.SolveAnswer;
import io.github.ecrpush.buildkit.wire.SolveCall;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// Talks to one BuildKit.
///
/// Several threads may use it at once. A call that is interrupted is taken back at BuildKit too.
public final class BuildKitClient implements AutoCloseable {

  private static final String FRONTEND = "dockerfile.v0";
  private static final Duration PATIENCE_AFTER_CANCEL = Duration.ofMillis(1500);

  private final Endpoint endpoint;
  private final ManagedChannel channel;

  private BuildKitClient(Endpoint endpoint) {
    this.endpoint = endpoint;
    this.channel = DialledChannel.open(endpoint.http2());
  }

  /// Loads what a client is made of, which takes as long as half a build that changes nothing.
  public static void makeReady() {
    DialledChannel.makeReady();
  }

  /// A client that connects when it is first used.
  public static BuildKitClient open(Endpoint endpoint) {
    return new BuildKitClient(endpoint);
  }

  /// Asks what this BuildKit can do.
  public WorkerQuestion askForWorker() {
    return new WorkerQuestion(
        ControlGrpc.newFutureStub(channel).listWorkers(ListWorkersCall.getDefaultInstance()));
  }

  /// Opens a session, for any number of builds.
  ///
  /// @throws IOException if BuildKit cannot be reached or does not let us in
  public Session openSession(SessionOffer offer) throws IOException, InterruptedException {
    return Session.open(endpoint.sessionLink(channel), offer);
  }

  /// Runs a build and waits for its end. When the calling thread is interrupted, the build is
  /// stopped at BuildKit, and this returns within two seconds.
  ///
  /// @throws SolveException if the build failed
  public SolveResult solve(Session session, SolveRequest request, SolveListener listener)
      throws SolveException, InterruptedException {
    ListenableFuture<SolveAnswer> call =
        ControlGrpc.newFutureStub(channel).solve(message(session, request));
    var status = StatusStream.open(channel, request.ref(), listener, () -> call.cancel(true));
    try {
      var answer = await(call, status);
      status.drain();
      status.broken().ifPresent(BuildKitClient::rethrow);
      session.forgetProblem();
      return new SolveResult(answer.getExporterResponseMap());
    } catch (CancellationException e) {
      throw status.broken().orElse(e);
    } catch (ExecutionException e) {
      status.drain();
      status.broken().ifPresent(BuildKitClient::rethrow);
      throw SolveFailure.of(
          e.getCause() == null ? e : e.getCause(), request, status.vertices(), session.problem());
    } finally {
      status.stop();
    }
  }

  /// The images that a build was made from, as far as BuildKit says so afterwards.
  ///
  /// @param ref of a build that went well
  public List<Material> materials(String ref) throws InterruptedException {
    return new BuildHistory(channel).materials(ref);
  }

  private static SolveAnswer await(ListenableFuture<SolveAnswer> call, StatusStream status)
      throws ExecutionException, InterruptedException {
    try {
      return call.get();
    } catch (InterruptedException e) {
      call.cancel(true);
      status.await(PATIENCE_AFTER_CANCEL);
      throw e;
    }
  }

  private static void rethrow(RuntimeException e) {
    throw e;
  }

  private static SolveCall message(Session session, SolveRequest request) {
    var message =
        SolveCall.newBuilder()
            .setRef(request.ref())
            .setSession(session.id())
            .setFrontend(FRONTEND)
            .putAllFrontendAttributes(request.attributes())
            .addAllEntitlements(request.entitlements())
            .setCache(CacheSpec.getDefaultInstance()); // older daemons do not check for its absence
    request
        .exporter()
        .ifPresent(exporter ->
            message
                .setOldExporter(exporter.type())
                .putAllOldExporterAttributes(exporter.attributes())
                .addExporters(
                    ExporterSpec.newBuilder()
                        .setType(exporter.type())
                        .putAllAttributes(exporter.attributes())));
    return message.build();
  }

  /// Ends all that is on its way. Sessions are to be closed first.
  @Override
  public void close() {
    channel.shutdownNow();
    try {
      channel.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
