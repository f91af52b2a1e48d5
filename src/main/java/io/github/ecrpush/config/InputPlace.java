package io.github.ecrpush.config;

import io.github.ecrpush.input.Input;
import java.util.Arrays;
import java.util.List;

/// Where in a file an input may stand. This is the one place that says it.
enum InputPlace {
  /// Under an image, or under `defaults`.
  IMAGE,
  /// At the top: it holds for the whole run.
  RUN,
  /// Nowhere: it is a secret, or names the file itself.
  NOWHERE;

  static InputPlace of(Input input) {
    return switch (input) {
      case Input secret when secret.isSecret() -> NOWHERE;
      case CONFIG, IMAGES, AWS_ACCESS_KEY_ID -> NOWHERE;
      case EVIDENCE,
          SUMMARY,
          FAIL_FAST,
          PARALLEL,
          NO_PROXY,
          MASK_AWS_ACCOUNT_ID,
          OUTPUT_ENV_CREDENTIALS,
          EXPORT_DOCKER_LOGIN,
          DRY_RUN,
          TIMEOUT ->
          RUN;
      default -> IMAGE;
    };
  }

  /// The inputs that may stand there, in the order of their declaration.
  List<Input> inputs() {
    return Arrays.stream(Input.values()).filter(input -> of(input) == this).toList();
  }
}
