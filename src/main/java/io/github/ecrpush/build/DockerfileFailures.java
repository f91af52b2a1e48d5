package io.github.ecrpush.build;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// The words for a Dockerfile that does not build, each with the place in it.
final class DockerfileFailures {

  private static final int NOT_STARTED = -1;

  private DockerfileFailures() {}

  /// @param instruction the failed instruction, shortened
  /// @param reason what kept the command from beginning; empty when it began
  static Failure stepFailed(
      Place place, String instruction, OptionalInt code, String reason, List<String> lastLines) {
    return new Failure.BuildFailed(
        new Explanation(
            "build-step-failed",
            "The build failed at `" + instruction + "` (" + place + ").",
            code.isPresent()
                ? "The command ended with exit code " + code.getAsInt() + "." + meaning(code)
                : "The command could not be started: " + reason + ".",
            fix(code, lastLines)),
        place.file(),
        place.line(),
        lastLines);
  }

  private static String meaning(OptionalInt code) {
    return switch (code.getAsInt()) {
      case 126 -> " A shell says so when a file may not be executed.";
      case 127 -> " A shell says so when it finds no such command.";
      case 137 -> " It was killed, most likely because memory ran out.";
      case 139 -> " It crashed.";
      default -> "";
    };
  }

  private static String fix(OptionalInt code, List<String> lastLines) {
    if (lastLines.stream().anyMatch(line -> line.contains("exec format error"))) {
      return """
      The program is made for another kind of machine than the engine's. Build for the engine's
      own platform, or teach the engine the other one:

          docker run --privileged --rm tonistiigi/binfmt --install all
      """;
    }
    return switch (code.orElse(NOT_STARTED)) {
      case NOT_STARTED -> "Mend what is named there.";
      case 127 -> "Correct the command's name, or install it in a step before.";
      case 137 -> "Give the engine more memory, or let the step use less.";
      default -> "Mend what the step printed last.";
    };
  }

  static Failure broken(Place place, String problem, Optional<String> suggestion) {
    return new Failure.BuildFailed(
        new Explanation(
            "dockerfile-broken",
            "Could not read the Dockerfile (" + place + ").",
            sentence(problem),
            suggestion
                .map(word -> "Write `" + word + "` there, if that is what was meant.")
                .orElse("Mend that line: https://docs.docker.com/reference/dockerfile/")),
        place.file(),
        place.line(),
        List.of());
  }

  static Failure targetUnknown(String file, String target, List<String> stages) {
    return new Failure.Misconfigured(
        new Explanation(
            "target-unknown",
            "Could not build the target `" + target + "`.",
            "`"
                + file
                + "` has no stage of that name. "
                + (stages.isEmpty()
                    ? "It names none."
                    : "It names "
                        + String.join(", ", stages.stream().map(Place::quoted).toList())
                        + "."),
            stages.isEmpty()
                ? "Name the stage with `FROM … AS " + target + "`, or leave out `target`."
                : "Set `target` to one of them, or leave it out for the last stage."),
        "target");
  }

  static Failure fileMissing(Place place, String path) {
    return new Failure.BuildFailed(
        new Explanation(
            "copied-file-missing",
            "Could not copy `" + path + "` (" + place + ").",
            "There is no such file where it is copied from.",
            """
            Paths are relative to `context`, never to the Dockerfile. Look whether the file is there,
            whether a step before makes it, and whether `.dockerignore` leaves it out.\
            """),
        place.file(),
        place.line(),
        List.of());
  }

  static Failure secretMissing(Place place, String id) {
    return new Failure.Misconfigured(
        new Explanation(
            "build-secret-missing",
            "Could not give the build the secret `" + id + "` (" + place + ").",
            "The step requires it, and no secret of that id was passed.",
            """
            Pass it in the workflow:

                with:
                  secrets: |
                    %s=${{ secrets.%s }}

            or on a terminal: `--secret-files %s=path/to/file`
            """
                .formatted(id, id.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"), id)),
        "secrets");
  }

  static Failure sshMissing(Place place) {
    return new Failure.BuildFailed(
        new Explanation(
            "ssh-not-forwarded",
            "Could not give the build an SSH agent (" + place + ").",
            "The step mounts one (`--mount=type=ssh`), and builds are not given any yet.",
            """
            Fetch what the step needs before the build and copy it in, or fetch it over HTTPS with a
            token that is passed as a secret (`--mount=type=secret`).\
            """),
        place.file(),
        place.line(),
        List.of());
  }

  static Failure networkNotAllowed(Place place) {
    return new Failure.Misconfigured(
        new Explanation(
            "host-network-not-allowed",
            "Could not give a step the host's network (" + place + ").",
            "A step gets it only when the whole build is allowed to have it (network.host).",
            """
            Allow it, if the Dockerfile is to be trusted with the machine's own network:

                with:
                  network: host
            """),
        "network");
  }

  static Failure notAllowed(Place place, String entitlement) {
    return new Failure.Refused(
        new Explanation(
            "step-not-allowed",
            "Could not run a step as it wants to be run (" + place + ").",
            "It asks for `" + entitlement + "`, which is never granted here.",
            "Take `--security=insecure` or the device out of the step."));
  }

  /// A problem as BuildKit says it, as a sentence.
  private static String sentence(String problem) {
    if (problem.isEmpty()) {
      return "";
    }
    var begun = Character.toUpperCase(problem.charAt(0)) + problem.substring(1);
    return begun.endsWith(".") || begun.endsWith("?") ? begun : begun + ".";
  }
}
