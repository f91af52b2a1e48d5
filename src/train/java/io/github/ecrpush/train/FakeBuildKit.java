package io.github.ecrpush.train;

import io.github.ecrpush.buildkit.wire.ControlGrpc;
import io.github.ecrpush.buildkit.wire.ExporterSpec;
import io.github.ecrpush.buildkit.wire.ListWorkersAnswer;
import io.github.ecrpush.buildkit.wire.ListWorkersCall;
import io.github.ecrpush.buildkit.wire.SolveAnswer;
import io.github.ecrpush.buildkit.wire.SolveCall;
import io.github.ecrpush.buildkit.wire.StatusCall;
import io.github.ecrpush.buildkit.wire.StatusUpdate;
import io.github.ecrpush.buildkit.wire.WorkerPlatform;
import io.github.ecrpush.buildkit.wire.WorkerRecord;
import io.github.ecrpush.buildkit.wire.WorkerVersion;
import io.github.ecrpush.train.FakeEngine.Store;
import io.grpc.InsecureServerCredentials;
import io.grpc.okhttp.OkHttpServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// The BuildKit of an engine. A build asks the session for its folders, tells of a few steps, and
/// has built the image that there is.
final class FakeBuildKit extends ControlGrpc.ControlImplBase {

  private final Store store;
  private final TinyImage image;
  private final RegistryPush registry;
  private final TakenConnections channels = new TakenConnections();
  private final Map<String, AskedSession> sessions = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Void>> ends = new ConcurrentHashMap<>();

  FakeBuildKit(Store store, TinyImage image, RegistryPush registry) throws IOException {
    this.store = store;
    this.image = image;
    this.registry = registry;
    OkHttpServerBuilder.forPort(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            InsecureServerCredentials.create())
        .socketFactory(channels)
        .flowControlWindow(AskedSession.WINDOW)
        .addService(this)
        .build()
        .start();
  }

  /// A connection on which we are asked to build.
  void takeChannel(Connection connection) {
    channels.add(connection);
  }

  /// A connection on which we may ask.
  void takeSession(String id, Connection connection) throws IOException {
    sessions.put(id, AskedSession.over(connection));
    connection.upgrade();
  }

  @Override
  public void listWorkers(ListWorkersCall call, StreamObserver<ListWorkersAnswer> answer) {
    var platform = WorkerPlatform.newBuilder().setArchitecture("amd64").setOs("linux");
    var version = WorkerVersion.newBuilder().setVersion("v0.0.0");
    var worker =
        WorkerRecord.newBuilder().setId("training").addPlatforms(platform).setVersion(version);
    answer.onNext(ListWorkersAnswer.newBuilder().addWorkers(worker).build());
    answer.onCompleted();
  }

  @Override
  public void solve(SolveCall call, StreamObserver<SolveAnswer> answer) {
    try {
      var session = sessions.get(call.getSession());
      var exporter = call.getExporters(0);
      if (exporter.getAttributesOrDefault("push", "").equals("true")) {
        push(session, exporter);
      } else {
        session.read("dockerfile", "followpaths", "Dockerfile");
        session.read("context", "exclude-patterns", "Dockerfile");
      }
      answer.onNext(answer());
      answer.onCompleted();
    } catch (IOException | InterruptedException e) {
      answer.onError(e);
    } finally {
      end(call.getRef()).complete(null);
    }
  }

  private void push(AskedSession session, ExporterSpec exporter) throws IOException {
    for (var name : exporter.getAttributesOrThrow("name").split(",")) {
      registry.push(name, session.login(name.substring(0, name.indexOf('/'))));
    }
  }

  private SolveAnswer answer() {
    var answer = SolveAnswer.newBuilder();
    switch (store) {
      case GRAPH -> answer.putExporterResponse("containerimage.digest", image.id().toString());
      case CONTAINERD ->
          answer
              .putExporterResponse("containerimage.digest", image.digest().toString())
              .putExporterResponse("containerimage.config.digest", image.id().toString());
    }
    return answer.build();
  }

  @Override
  public void status(StatusCall call, StreamObserver<StatusUpdate> answer) {
    ToldSteps.all().forEach(answer::onNext);
    end(call.getRef()).thenRun(answer::onCompleted);
  }

  private CompletableFuture<Void> end(String ref) {
    return ends.computeIfAbsent(ref, _ -> new CompletableFuture<>());
  }
}
