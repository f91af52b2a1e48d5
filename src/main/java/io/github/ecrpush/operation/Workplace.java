package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsClients;
import io.github.ecrpush.aws.IdentityTokenSource;
import io.github.ecrpush.build.BuildRequest;
import io.github.ecrpush.build.ImageBuild;
import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.http.HttpTransport;
import io.github.ecrpush.http.RetryPolicy;
import io.github.ecrpush.progress.ProgressListener;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What a run works with: the engine, the way to AWS, GitHub and registries, the clock, and whoever
/// is told what happens.
///
/// @param http tries again what may go well a little later
/// @param patience with a registry that an engine asks too often
/// @param aws makes AWS's clients; not called by a run that asks AWS nothing
/// @param tokens GitHub's identity tokens
/// @param dockerLogins who Docker's own configuration says we are; nobody where that is not read
/// @param accounts is told the account's number before anything is told about it
public record Workplace(
    Builds builds,
    HttpTransport http,
    RetryPolicy patience,
    Supplier<AwsClients> aws,
    IdentityTokenSource tokens,
    CredentialSource dockerLogins,
    ProgressListener listener,
    Consumer<String> accounts,
    InstantSource clock) {

  /// Opens builds on an engine. Nothing runs yet when it returns.
  @FunctionalInterface
  public interface Builds {
    ImageBuild open(BuildRequest request, CredentialSource logins, ProgressListener listener)
        throws InterruptedException;
  }
}
