package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuiltImage;
import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.operation.ImageOutcome.Status;
import java.util.List;
import java.util.Optional;

/// One image on its way to all its targets. What happens to it at one of them is known of that one;
/// what follows from it for the others is decided here.
record Deliveries(List<Delivery> all) implements AutoCloseable {

  Deliveries {
    all = List.copyOf(all);
  }

  /// A part of the work for one target.
  @FunctionalInterface
  interface Part {
    void run(Delivery delivery) throws InterruptedException;
  }

  /// Says which repositories will be looked for, so that several can be asked for at once.
  void announce() {
    all.forEach(Delivery::announce);
  }

  /// Looks at all targets side by side, and at each to the end, so that everything that is wrong is
  /// told at once.
  void find() throws InterruptedException {
    try (var questions = new Parallel()) {
      for (var delivery : all) {
        questions.run("find", () -> delivery.attempt(delivery::find));
      }
      questions.join();
    }
  }

  /// Does a part of the work for each target. What fails at one keeps none of the others from it.
  void attempt(Part part) throws InterruptedException {
    for (var delivery : all) {
      delivery.attempt(() -> part.run(delivery));
    }
  }

  /// Ends the work for all of them when one of them failed.
  void stopIfAnyFailed() {
    firstFailure()
        .ifPresent(failure -> {
          throw new FailureException(failure);
        });
  }

  /// What the first target that failed did so with.
  Optional<Failure> firstFailure() {
    return all.stream().flatMap(delivery -> delivery.failure().stream()).findFirst();
  }

  /// All targets have one image: another one at one of them is that target's failure.
  void requireSameDigest(Delivery delivery) {
    var ours = delivery.verified().orElseThrow().reference();
    all.stream()
        .flatMap(other -> other.verified().stream())
        .map(VerifiedImage::reference)
        .filter(first -> !first.digest().equals(ours.digest()))
        .findFirst()
        .ifPresent(first -> {
          throw new FailureException(OperationFailures.targetDiffers(first, ours));
        });
  }

  /// Notes what is in the registries now. It is the same in all of them, so one is asked: one that
  /// got it from us, if there is such a one.
  void record() throws InterruptedException {
    var there = all.stream().filter(each -> each.verified().isPresent()).toList();
    var one =
        there.stream()
            .filter(each -> each.hasEndedAs(Status.PUSHED))
            .findFirst()
            .or(() -> there.stream().findFirst());
    if (one.isPresent()) {
      one.get().record();
    }
  }

  /// Who we are to a registry, where it is a target's own.
  Optional<RegistryCredential> login(RegistryHost host) throws InterruptedException {
    for (var delivery : all) {
      var login = delivery.login(host);
      if (login.isPresent()) {
        return login;
      }
    }
    return Optional.empty();
  }

  /// Who the first target's login, Docker's and those that were named say we are.
  Optional<RegistryCredential> usualLogin(RegistryHost host) throws InterruptedException {
    return all.getFirst().access().logins().find(host);
  }

  /// Finds out how far each came, after they were stopped.
  void settle(BuiltImage built) throws InterruptedException {
    for (var delivery : all) {
      delivery.settle(built);
    }
  }

  /// The whole run failed. When a target's own failure stopped it, the others did nothing wrong:
  /// they were not written to.
  void fail(Failure failure) {
    boolean ofTarget =
        all.stream().anyMatch(delivery -> delivery.failure().equals(Optional.of(failure)));
    for (var delivery : all) {
      if (!delivery.hasEnded() && !ofTarget) {
        delivery.fail(failure);
      }
    }
  }

  /// What one target failed with before any was written to: that keeps the image from all of them.
  Optional<Failure> refusal() {
    return all.stream().anyMatch(Delivery::hasBegun) ? Optional.empty() : firstFailure();
  }

  boolean haveEnded() {
    return all.stream().allMatch(Delivery::hasEnded);
  }

  /// What became of the image at each target, as far as it came.
  ///
  /// @param builtId the digest of the configuration that was built
  List<ImageOutcome> outcomes(Optional<Digest> builtId) {
    return all.stream().map(delivery -> delivery.outcome(builtId)).toList();
  }

  @Override
  public void close() {
    all.forEach(Delivery::close);
  }
}
