package io.github.ecrpush.operation;

import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// What an image is to those of the run that begin with it. They wait until it is known.
final class SharedBase {

  private final String name;
  private final CompletableFuture<String> address = new CompletableFuture<>();
  private final CompletableFuture<Optional<String>> source = new CompletableFuture<>();

  /// @param name of the image
  SharedBase(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /// Says where builds find it.
  void isAt(String there) {
    address.complete(there);
  }

  /// Says what it is made from.
  ///
  /// @param hash empty where that is not certain
  void isMadeFrom(Optional<String> hash) {
    source.complete(hash);
  }

  /// Says that it will not be there.
  void fail(Failure why) {
    address.completeExceptionally(new FailureException(why));
    source.complete(Optional.empty());
  }

  /// Where builds find it.
  ///
  /// @throws FailureException if it failed, or was stopped itself: then with what stopped it
  String address() throws InterruptedException {
    try {
      return address.get();
    } catch (ExecutionException e) {
      throw new FailureException(
          e.getCause() instanceof FailureException why
                  && why.failure() instanceof Failure.Cancelled stopped
              ? stopped
              : RunFailures.stoppedWithBase(name),
          e);
    }
  }

  /// What it is made from, where that is certain.
  Optional<String> madeFrom() throws InterruptedException {
    try {
      return source.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
