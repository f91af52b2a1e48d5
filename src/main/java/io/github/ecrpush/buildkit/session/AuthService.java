package io.github.ecrpush.buildkit.session;

import io.github.ecrpush.buildkit.wire.AuthGrpc;
import io.github.ecrpush.buildkit.wire.CredentialsAnswer;
import io.github.ecrpush.buildkit.wire.CredentialsCall;
import io.github.ecrpush.buildkit.wire.TokenAnswer;
import io.github.ecrpush.buildkit.wire.TokenCall;
import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.image.RegistryHost;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/// Logs BuildKit in to registries.
///
/// Docker Hub is asked for as `registry-1.docker.io`. BuildKit gets the tokens of registries
/// itself: that is what it does when we offer none.
final class AuthService extends AuthGrpc.AuthImplBase {

  private final CredentialSource credentials;
  private final ExecutorService threads;
  private final Consumer<Throwable> problems;

  AuthService(CredentialSource credentials, ExecutorService threads, Consumer<Throwable> problems) {
    this.credentials = credentials;
    this.threads = threads;
    this.problems = problems;
  }

  /// An answer may take a call to AWS: it is given on a thread that is interrupted when the session
  /// is closed.
  @Override
  public void credentials(CredentialsCall call, StreamObserver<CredentialsAnswer> answer) {
    try {
      threads.execute(() -> answer(call.getHost(), answer));
    } catch (RejectedExecutionException _) {
      answer.onError(Status.CANCELLED.asException());
    }
  }

  private void answer(String host, StreamObserver<CredentialsAnswer> answer) {
    try {
      var found = credentials.find(new RegistryHost(host));
      var builder = CredentialsAnswer.newBuilder();
      found.ifPresent(credential ->
          builder.setUsername(credential.username()).setSecret(credential.password().reveal()));
      answer.onNext(builder.build());
      answer.onCompleted();
    } catch (InterruptedException _) {
      answer.onError(Status.CANCELLED.asException());
    } catch (RuntimeException e) {
      problems.accept(e);
      answer.onError(Status.UNKNOWN.withDescription("there is no login to " + host).asException());
    }
  }

  @Override
  public void getTokenAuthority(TokenCall call, StreamObserver<TokenAnswer> answer) {
    answer.onError(Status.UNAVAILABLE.asException());
  }

  @Override
  public void fetchToken(TokenCall call, StreamObserver<TokenAnswer> answer) {
    answer.onError(Status.UNAVAILABLE.asException());
  }

  @Override
  public void verifyTokenAuthority(TokenCall call, StreamObserver<TokenAnswer> answer) {
    answer.onError(Status.UNAVAILABLE.asException());
  }
}
