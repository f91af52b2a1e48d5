package io.github.ecrpush.operation;

import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.Digest;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// What an image is to those of the run that begin with it. They wait until it is known.
final class SharedBase {

  private final String name;
  private final CompletableFuture<String> address = new CompletableFuture<>();
  private final CompletableFuture<Optional<String>> identity = new CompletableFuture<>();

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

  /// Says which image it is, whoever built it.
  void is(Digest id) {
    identity.complete(Optional.of("image " + id));
  }

  /// Says what it is made from, where it is pushed nowhere and so built in each run.
  void is(MadeFrom source) {
    identity.complete(Optional.of("made from " + source.hash()));
  }

  /// Says that it may be another one than in the run before, even though nothing changed.
  void isUncertain() {
    identity.complete(Optional.empty());
  }

  /// Says that it will not be there.
  void fail(Failure why) {
    address.completeExceptionally(new FailureException(why));
    identity.completeExceptionally(new FailureException(why));
  }

  /// Where builds find it.
  ///
  /// @throws FailureException if it failed, or was stopped itself: then with what stopped it
  String address() throws InterruptedException {
    return known(address);
  }

  /// What is the same in two runs only if the image is; nothing where that is not certain.
  ///
  /// @throws FailureException if it failed, or was stopped itself: then with what stopped it
  Optional<String> identity() throws InterruptedException {
    return known(identity);
  }

  private <T> T known(CompletableFuture<T> told) throws InterruptedException {
    try {
      return told.get();
    } catch (ExecutionException e) {
      throw new FailureException(
          e.getCause() instanceof FailureException why
                  && why.failure() instanceof Failure.Cancelled stopped
              ? stopped
              : RunFailures.stoppedWithBase(name),
          e);
    }
  }
}
