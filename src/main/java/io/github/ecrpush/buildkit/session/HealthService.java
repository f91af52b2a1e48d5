package io.github.ecrpush.buildkit.session;

import io.github.ecrpush.buildkit.wire.HealthCheckRequest;
import io.github.ecrpush.buildkit.wire.HealthCheckResponse;
import io.github.ecrpush.buildkit.wire.HealthGrpc;
import io.grpc.stub.StreamObserver;

/// Says that we are still there. BuildKit before 0.12 ends the session when it is not told once.
final class HealthService extends HealthGrpc.HealthImplBase {

  private static final int SERVING = 1;

  @Override
  public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
    answer.onNext(HealthCheckResponse.newBuilder().setStatus(SERVING).build());
    answer.onCompleted();
  }
}
