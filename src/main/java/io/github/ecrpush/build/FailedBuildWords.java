package io.github.ecrpush.build;

import io.github.ecrpush.dockerfile.Dockerfile;
import io.github.ecrpush.dockerfile.Instruction;
import io.github.ecrpush.dockerfile.Stage;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.RemoteWords;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.input.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the words for a failed build, and the place in the Dockerfile that they are about.
final class FailedBuildWords {

  private static final String INSTRUCTIONS =
      "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL ONBUILD RUN SHELL STOPSIGNAL"
          + " USER VOLUME WORKDIR";

  private static final int LONGEST_INSTRUCTION = 80;

  private final FailedBuild failed;
  private final String file;
  private final Dockerfile dockerfile;
  private final Optional<Platform> platform;

  FailedBuildWords(
      FailedBuild failed, String file, Dockerfile dockerfile, Optional<Platform> platform) {
    this.failed = failed;
    this.file = file;
    this.dockerfile = dockerfile;
    this.platform = platform;
  }

  Failure of(BuildError error) {
    return switch (error) {
      case BuildError.StepFailed(OptionalInt code, String reason) -> stepFailed(code, reason);
      case BuildError.DockerfileBroken(int at, String problem) -> broken(place(at), problem);
      case BuildError.TargetUnknown(String target) ->
          DockerfileFailures.targetUnknown(file, target, dockerfile.stageNames());
      case BuildError.FileMissing(String path) -> DockerfileFailures.fileMissing(place(0), path);
      case BuildError.BaseMissing(String image) ->
          BaseFailures.missing(imagePlace(image), image(image));
      case BuildError.BaseRefused(String image, int status) ->
          BaseFailures.refused(imagePlace(image), image(image), status);
      case BuildError.BaseUnavailable(String image, int status) ->
          BaseFailures.unavailable(imagePlace(image), image(image), status);
      case BuildError.PlatformMissing(String image) ->
          BaseFailures.platformMissing(
              imagePlace(image), image(image), platform.map(Platform::toString));
      case BuildError.SecretMissing(String id) -> DockerfileFailures.secretMissing(place(0), id);
      case BuildError.SshMissing() -> DockerfileFailures.sshMissing(place(0));
      case BuildError.NotAllowed(String entitlement) -> {
        var place = place(0);
        yield entitlement.equals("network.host")
            ? DockerfileFailures.networkNotAllowed(place)
            : DockerfileFailures.notAllowed(place, entitlement);
      }
      case BuildError.InTrouble(EngineTrouble trouble) ->
          EngineTroubleFailures.of(whatInTrouble(), trouble);
      case BuildError.PushFailed(PushError push) ->
          push instanceof PushError.InTrouble(EngineTrouble trouble, String _)
              ? EngineTroubleFailures.of("Could not push the image.", trouble)
              : BuildFailures.unexplained(new Place(file, 0), push.said(), failed.lastLines());
      case BuildError.SessionLost() -> BuildFailures.engineLost(failed.message());
      case BuildError.Stopped() -> BuildFailures.stopped();
      case BuildError.Other(String said) -> other(place(0), said);
    };
  }

  private Failure stepFailed(OptionalInt code, String reason) {
    var place = place(0);
    var instruction =
        dockerfile.at(place.line()).map(Instruction::text).or(failed::step).orElse("RUN");
    return DockerfileFailures.stepFailed(
        place,
        shortened(instruction),
        failed.exitCode().isPresent() ? failed.exitCode() : code,
        RemoteWords.of(reason),
        failed.lastLines());
  }

  /// Newer engines have no words of their own around what is wrong with an instruction, but they
  /// say where it stands.
  private Failure other(Place place, String said) {
    return place.line() > 0 && failed.step().isEmpty()
        ? broken(place, said)
        : BuildFailures.unexplained(place, said, failed.lastLines());
  }

  private static Failure broken(Place place, String problem) {
    var words = problem.replaceFirst(" \\(did you mean .*\\?\\)$", "");
    var unknown = Pattern.compile("unknown instruction: (\\S+)").matcher(words);
    return DockerfileFailures.broken(
        place,
        RemoteWords.of(words),
        unknown.find()
            ? Nearest.to(unknown.group(1), List.of(INSTRUCTIONS.split(" ", -1)))
            : Optional.empty());
  }

  private Place place(int told) {
    if (failed.line().isPresent()) {
      return new Place(file, failed.line().getAsInt());
    }
    return new Place(
        file,
        told > 0
            ? told
            : failed.step().map(dockerfile::lineOfStep).orElse(OptionalInt.empty()).orElse(0));
  }

  private Place imagePlace(String told) {
    var found = dockerfile.lineOfImage(image(told));
    return new Place(file, found.orElse(failed.line().orElse(0)));
  }

  /// The image that was asked for. Docker 20.10 says at most the host in its message, but the step
  /// has the name, or else the Dockerfile.
  private String image(String told) {
    if (told.indexOf('/') >= 0) {
      return told;
    }
    return imageOfStep()
        .or(() ->
            dockerfile.stages().stream()
                .map(Stage::image)
                .filter(image -> told.isEmpty() ? isExternal(image) : image.startsWith(told + "/"))
                .findFirst())
        .orElse(told);
  }

  private boolean isExternal(String image) {
    return !image.equals("scratch") && !dockerfile.stageNames().contains(image);
  }

  private Optional<String> imageOfStep() {
    var named =
        Pattern.compile(
            "(?:load metadata for|resolve image config for|FROM) (?:docker-image://)?(\\S+)");
    return failed
        .step()
        .map(named::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1).replaceFirst("@sha256:.*$", ""));
  }

  private String whatInTrouble() {
    var image = imageOfStep();
    if (image.isPresent()) {
      return "Could not pull `%s` (%s).".formatted(image.get(), imagePlace(image.get()));
    }
    return "The build failed (" + place(0) + ").";
  }

  private static String shortened(String instruction) {
    var line = instruction.replaceAll("\\s+", " ").replace('`', '\'');
    return line.length() <= LONGEST_INSTRUCTION
        ? line
        : line.substring(0, LONGEST_INSTRUCTION) + "…";
  }
}
