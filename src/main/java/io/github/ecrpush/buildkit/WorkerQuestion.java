package io.github.ecrpush.buildkit;

import com.google.common.util.concurrent.ListenableFuture;
import io.github.ecrpush.buildkit.wire.ListWorkersAnswer;
import io.github.ecrpush.buildkit.wire.WorkerRecord;
import io.github.ecrpush.image.Platform;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What a BuildKit can do: it has been asked, and answers while it builds.
public final class WorkerQuestion {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// What a BuildKit says that was built without its version.
  private static final String NO_VERSION = "v0.0.0+unknown";

  private final ListenableFuture<ListWorkersAnswer> call;

  WorkerQuestion(ListenableFuture<ListWorkersAnswer> call) {
    this.call = call;
  }

  /// The answer, waiting for it when need be.
  ///
  /// @throws BuildKitException if BuildKit cannot be reached, or has no worker
  public Worker await() throws BuildKitException, InterruptedException {
    try {
      return call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).getWorkersList().stream()
          .map(WorkerQuestion::worker)
          .findFirst()
          .orElseThrow(
              () -> new BuildKitException(RpcCode.NOT_FOUND, "BuildKit has no worker", null));
    } catch (ExecutionException e) {
      throw BuildKitException.of(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      call.cancel(true);
      throw new BuildKitException(
          RpcCode.DEADLINE_EXCEEDED, "BuildKit did not say what it can do in " + PATIENCE, e);
    } catch (InterruptedException e) {
      call.cancel(true);
      throw e;
    }
  }

  /// The answer, if it has come.
  public Optional<Worker> answered() throws InterruptedException {
    try {
      return call.isDone() ? Optional.of(await()) : Optional.empty();
    } catch (BuildKitException _) {
      return Optional.empty();
    }
  }

  private static Worker worker(WorkerRecord found) {
    return new Worker(
        found.getId(),
        found.getLabelsMap(),
        found.getPlatformsList().stream()
            .map(platform ->
                Platform.of(platform.getOs(), platform.getArchitecture(), platform.getVariant()))
            .toList(),
        Optional.of(found.getVersion().getVersion())
            .filter(version -> !version.isEmpty() && !version.equals(NO_VERSION)));
  }
}
