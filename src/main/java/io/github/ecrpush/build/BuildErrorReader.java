package io.github.ecrpush.build;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Recognises BuildKit's messages, from version 0.8 of Docker 20.10 on. Newer versions send details
/// beside the text, but not for everything.
final class BuildErrorReader {

  private static final int END = 4096;

  /// What BuildKit puts before the message on its way up.
  private static final Pattern WRAPPING =
      Pattern.compile(
          "^(?:failed to build|failed to solve(?: with frontend \\S+)?|failed to load LLB"
              + "|failed to compute cache key|failed to load cache key|failed to prepare \\S+ as \\S+"
              + "|rpc error: code = \\S+ desc =):? ");

  /// Docker 20.10 says this before everything that is wrong with a Dockerfile.
  private static final String CREATING = "failed to create LLB definition: ";

  private static final Pattern STEP =
      Pattern.compile(
          "(?s)(?:executor failed running \\[.*]|process \".*\" did not complete successfully): (.*)");
  private static final Pattern EXIT_CODE = Pattern.compile("exit code: (\\d{1,9})");
  private static final Pattern SYNTAX =
      Pattern.compile("(?s)dockerfile parse error(?: on)? line (\\d{1,9}): (.*)");
  private static final Pattern TARGET =
      Pattern.compile("target stage \"?(.*?)\"? could not be found");
  private static final Pattern FILE =
      Pattern.compile(
          "(?:\"(/[^\"]*)\"(?: not found)?: not found|lstat (\\S+): no such file or directory)");
  private static final Pattern RESOLVING =
      Pattern.compile("failed to resolve source metadata for (\\S+): (.*)", Pattern.DOTALL);
  private static final Pattern STATUS =
      Pattern.compile(
          "unexpected status(?: from [A-Z]+ request to \\S+| code \\S+|code)?:? (?:\\[[^]]*]: )?(\\d{3})"
              + "|failed with status code \\[[^]]*]: (\\d{3})");
  private static final Pattern PULLING_HOST = Pattern.compile("pulling from host (\\S+) failed");
  private static final Pattern PULLING_URL =
      Pattern.compile("https?://([^/\\s]+)/v2/(\\S+)/(?:manifests|blobs)/\\S+");
  private static final Pattern SECRET =
      Pattern.compile("secret (\\S+?):? (?:not found: )?not found");
  private static final Pattern ENTITLEMENT =
      Pattern.compile("(network\\.host|security\\.insecure|device\\S*) is not allowed");
  private static final Pattern PUSHING = Pattern.compile("(?s)failed to push \\S+: (.*)");
  private static final Pattern NOT_FOUND = Pattern.compile("(?:\\S+: )?(\\S+): not found");

  private final String message;
  private final boolean creating;

  BuildErrorReader(String message) {
    var text = shortened(message.strip());
    boolean frontend = false;
    for (var wrapping = WRAPPING.matcher(text);
        wrapping.find();
        wrapping = WRAPPING.matcher(text)) {
      text = text.substring(wrapping.end());
      if (text.startsWith(CREATING)) {
        text = text.substring(CREATING.length());
        frontend = true;
      }
    }
    this.message = text;
    this.creating = frontend;
  }

  /// A message quotes the failed command, which can be of any length; what counts is at both ends.
  private static String shortened(String text) {
    return text.length() <= 2 * END
        ? text
        : text.substring(0, END) + "…" + text.substring(text.length() - END);
  }

  BuildError read() {
    return step()
        .or(this::dockerfile)
        .or(this::wish)
        .or(this::push)
        .or(this::trouble)
        .or(this::base)
        .or(this::file)
        .orElseGet(() ->
            creating ? new BuildError.DockerfileBroken(0, message) : new BuildError.Other(message));
  }

  private Optional<BuildError> step() {
    return match(STEP, message)
        .map(found -> {
          var end = found.group(1);
          var code = EXIT_CODE.matcher(end);
          return code.matches()
              ? new BuildError.StepFailed(OptionalInt.of(Integer.parseInt(code.group(1))), "")
              : new BuildError.StepFailed(OptionalInt.empty(), end);
        });
  }

  private Optional<BuildError> dockerfile() {
    var syntax = match(SYNTAX, message);
    if (syntax.isPresent()) {
      var found = syntax.get();
      return Optional.of(
          new BuildError.DockerfileBroken(Integer.parseInt(found.group(1)), found.group(2)));
    }
    return match(TARGET, message).map(found -> new BuildError.TargetUnknown(found.group(1)));
  }

  /// What a step wants and does not get.
  private Optional<BuildError> wish() {
    if (message.contains("forwarded from the client") || message.contains("ssh forward key")) {
      return Optional.of(new BuildError.SshMissing());
    }
    if (message.contains("no active session")) {
      return Optional.of(new BuildError.SessionLost());
    }
    if (message.endsWith("context canceled")) {
      return Optional.of(new BuildError.Stopped());
    }
    return match(SECRET, message)
        .<BuildError>map(found -> new BuildError.SecretMissing(found.group(1)))
        .or(() ->
            match(ENTITLEMENT, message).map(found -> new BuildError.NotAllowed(found.group(1))));
  }

  private Optional<BuildError> push() {
    return match(PUSHING, message)
        .map(found -> new BuildError.PushFailed(PushError.of(found.group(1))));
  }

  private Optional<BuildError> trouble() {
    return EngineTrouble.in(message).map(BuildError.InTrouble::new);
  }

  private Optional<BuildError> base() {
    var resolving = match(RESOLVING, message);
    var image = resolving.map(found -> found.group(1));
    var problem = resolving.map(found -> found.group(2)).orElse(message);
    if (problem.contains("no match for platform")) {
      return Optional.of(new BuildError.PlatformMissing(image.orElse("")));
    }
    var status = STATUS.matcher(problem);
    if (status.find()) {
      int code = Integer.parseInt(status.group(1) == null ? status.group(2) : status.group(1));
      var named =
          image
              .or(() -> match(PULLING_HOST, problem).map(found -> found.group(1)))
              .or(() ->
                  match(PULLING_URL, problem).map(found -> found.group(1) + "/" + found.group(2)));
      return Optional.of(refusedOrUnavailable(named.orElse(""), code));
    }
    if (problem.contains("pull access denied")
        || problem.contains("no basic auth credentials")
        || problem.contains("insufficient_scope")
        || problem.contains("failed to authorize")) {
      return Optional.of(new BuildError.BaseRefused(image.orElse(""), 401));
    }
    var missing = NOT_FOUND.matcher(problem);
    return missing.matches() && !missing.group(1).startsWith("\"")
        ? Optional.of(new BuildError.BaseMissing(image.orElse(missing.group(1))))
        : Optional.empty();
  }

  private static BuildError refusedOrUnavailable(String image, int status) {
    return switch (status) {
      case 401, 403 -> new BuildError.BaseRefused(image, status);
      case 404 -> new BuildError.BaseMissing(image);
      default -> new BuildError.BaseUnavailable(image, status);
    };
  }

  /// On Docker 20.10 a path may begin with the folder in which the Engine put the image together.
  private Optional<BuildError> file() {
    return match(FILE, message)
        .map(found -> {
          var path = found.group(1) == null ? found.group(2) : found.group(1);
          return new BuildError.FileMissing(path.replaceFirst("^.*/merged/", "/"));
        });
  }

  private static Optional<Matcher> match(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher) : Optional.empty();
  }
}
