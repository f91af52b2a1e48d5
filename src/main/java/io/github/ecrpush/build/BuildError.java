package io.github.ecrpush.build;

import java.util.OptionalInt;

/// What BuildKit said went wrong, as far as its text tells.
sealed interface BuildError {

  /// A command of a `RUN` ended badly, or could not begin.
  record StepFailed(OptionalInt exitCode, String reason) implements BuildError {}

  /// The Dockerfile is not one. The line is 0 where the text does not say it.
  record DockerfileBroken(int line, String problem) implements BuildError {}

  /// There is no stage of this name to build.
  record TargetUnknown(String target) implements BuildError {}

  /// A file that is copied is not there.
  record FileMissing(String path) implements BuildError {}

  /// There is no such image, or none by that tag.
  record BaseMissing(String image) implements BuildError {}

  /// A registry does not give an image to whoever we are there. The image is what the text names:
  /// Docker 20.10 names the host only.
  record BaseRefused(String image, int status) implements BuildError {}

  /// A registry had no time, or was broken.
  record BaseUnavailable(String image, int status) implements BuildError {}

  /// An image exists, but not for this platform.
  record PlatformMissing(String image) implements BuildError {}

  /// A step wants a secret that was not given.
  record SecretMissing(String id) implements BuildError {}

  /// A step wants a forwarded SSH agent.
  record SshMissing() implements BuildError {}

  /// A step wants what a build may not do: `network.host`, `security.insecure`.
  record NotAllowed(String entitlement) implements BuildError {}

  /// The Engine could not reach a registry, or is in trouble itself.
  record InTrouble(EngineTrouble trouble) implements BuildError {}

  /// BuildKit could not push what was built.
  record PushFailed(PushError error) implements BuildError {}

  /// The connection on which we serve the build broke.
  record SessionLost() implements BuildError {}

  /// Somebody stopped the build.
  record Stopped() implements BuildError {}

  /// Nothing that is known.
  record Other(String message) implements BuildError {}

  /// Reads the message of a failed build.
  static BuildError of(String message) {
    return new BuildErrorReader(message).read();
  }
}
