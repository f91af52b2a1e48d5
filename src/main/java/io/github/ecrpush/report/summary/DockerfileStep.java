package io.github.ecrpush.report.summary;

import java.util.Optional;
import java.util.regex.Pattern;

/// A step of a build that stands in the Dockerfile: `[linux/amd64 build 3/6] RUN make`. Of ten
/// steps and more, the first are `[ 3/12]`.
///
/// @param stage empty where the only one has no name
/// @param instruction what is done there
record DockerfileStep(String stage, String instruction) {

  private static final Pattern NAME =
      Pattern.compile("\\[ *(?:((?:[^\\]\\s]+ )?[^\\]\\s]+) +)?\\d+/\\d+\\] (.*)");

  /// Nothing for what the engine does of itself, such as to load the context.
  static Optional<DockerfileStep> of(String name) {
    var parts = NAME.matcher(name);
    return parts.matches()
        ? Optional.of(
            new DockerfileStep(Optional.ofNullable(parts.group(1)).orElse(""), parts.group(2)))
        : Optional.empty();
  }

  /// Whether it makes something: `FROM` only takes what is there.
  boolean isWork() {
    return !instruction.startsWith("FROM ");
  }
}
