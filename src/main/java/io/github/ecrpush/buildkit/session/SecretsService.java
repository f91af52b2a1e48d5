package io.github.ecrpush.buildkit.session;

import com.google.protobuf.UnsafeByteOperations;
import io.github.ecrpush.buildkit.wire.SecretAnswer;
import io.github.ecrpush.buildkit.wire.SecretCall;
import io.github.ecrpush.buildkit.wire.SecretsGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.function.Consumer;

/// Gives a build the secrets that it mounts.
final class SecretsService extends SecretsGrpc.SecretsImplBase {

  private final BuildSecrets secrets;
  private final Consumer<Throwable> problems;

  SecretsService(BuildSecrets secrets, Consumer<Throwable> problems) {
    this.secrets = secrets;
    this.problems = problems;
  }

  @Override
  public void getSecret(SecretCall call, StreamObserver<SecretAnswer> answer) {
    try {
      var secret = secrets.find(call.getId());
      if (secret.isEmpty()) {
        answer.onError(Status.NOT_FOUND.withDescription("secret not given").asException());
        return;
      }
      answer.onNext(
          SecretAnswer.newBuilder()
              .setContent(UnsafeByteOperations.unsafeWrap(secret.get()))
              .build());
      answer.onCompleted();
    } catch (RuntimeException e) {
      problems.accept(e);
      answer.onError(Status.UNKNOWN.withDescription("secret cannot be read").asException());
    }
  }
}
