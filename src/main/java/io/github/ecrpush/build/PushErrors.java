package io.github.ecrpush.build;

import io.github.ecrpush.build.PushRefusedException.Remedy;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.ImageReference;

/// Decides who explains a push that failed: we, when the engine did not get as far as an answer,
/// and whoever knows the registry, when the registry answered.
final class PushErrors {

  private PushErrors() {}

  /// @throws FailureException if the engine is in trouble of its own
  static PushRefusedException of(ImageReference image, String engineSaid) {
    return switch (PushError.of(engineSaid)) {
      case PushError.LoginRefused(String said) -> new PushRefusedException(said, Remedy.LOGIN);
      case PushError.TooOften(String said) -> new PushRefusedException(said, Remedy.TIME);
      case PushError.RegistryRefused(String said) -> new PushRefusedException(said, Remedy.NONE);
      case PushError.InTrouble(EngineTrouble trouble, String _) ->
          throw new FailureException(
              EngineTroubleFailures.of("Could not push `" + image + "`.", trouble));
    };
  }
}
