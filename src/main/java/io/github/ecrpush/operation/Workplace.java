package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsClients;
import io.github.ecrpush.aws.IdentityTokenSource;
import io.github.ecrpush.build.BuildRequest;
import io.github.ecrpush.build.Builder;
import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.http.HttpTransport;
import io.github.ecrpush.http.RetryPolicy;
import io.github.ecrpush.progress.ProgressListener;
import java.time.InstantSource;
import java.util.List;
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
/// @param record is told what happens, and tells whoever shows it
/// @param accounts is told the account's number before anything is told about it
public record Workplace(
    Builders builders,
    HttpTransport http,
    RetryPolicy patience,
    Supplier<AwsClients> aws,
    IdentityTokenSource tokens,
    CredentialSource dockerLogins,
    RunRecorder record,
    Consumer<String> accounts,
    InstantSource clock) {

  /// Whoever is told what happens.
  ProgressListener listener() {
    return record;
  }

  /// Makes builders. None asks anything before its first build is opened.
  @FunctionalInterface
  public interface Builders {

    /// A builder for a run.
    ///
    /// @param requests all that may be built there
    /// @param logins who we are to registries
    Builder of(List<BuildRequest> requests, CredentialSource logins, ProgressListener listener);
  }
}
