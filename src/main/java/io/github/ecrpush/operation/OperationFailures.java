package io.github.ecrpush.operation;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.RemoteWords;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.operation.PushRequest.TakenTag;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The words for wishes that do not fit together, and for runs that were stopped.
final class OperationFailures {

  private OperationFailures() {}

  /// A token that is exchanged for a role carries neither external id nor tags.
  static Failure chainNeeded(Input input) {
    return new Failure.Misconfigured(
        new Explanation(
            "role-chain-needed",
            "The input `" + input.key() + "` was given, and no role takes it.",
            "A role that is assumed with a token takes none (AssumeRoleWithWebIdentity). It is for"
                + " roles that are assumed by another role.",
            "Take `"
                + input.key()
                + "` out, or name the role that asks for it in `role-chain`, behind the one in"
                + " `role-to-assume`."),
        input.key());
  }

  static Failure roleNeeded(Input input) {
    return new Failure.Misconfigured(
        new Explanation(
            "role-needed",
            "The input `" + input.key() + "` was given without a role.",
            "It is sent when a role is assumed, and none is named.",
            "Name the role in `role-to-assume`, or take `" + input.key() + "` out."),
        input.key());
  }

  static Failure keysIncomplete(Input missing) {
    return new Failure.Misconfigured(
        new Explanation(
            "keys-incomplete",
            "The input `" + missing.key() + "` was not given beside the rest of an AWS key.",
            "A key is `aws-access-key-id` and `aws-secret-access-key`, and `aws-session-token` too"
                + " if it expires. A secret that the repository does not have is an empty text.",
            "Give `"
                + missing.key()
                + "`. Or take all three out and name a role in `role-to-assume`: with `permissions:"
                + " id-token: write` it needs no stored key."),
        missing.key());
  }

  static Failure noLaterSteps(Input input) {
    return new Failure.Misconfigured(
        new Explanation(
            "later-steps-missing",
            "The input `" + input.key() + "` was given, and there is no later step.",
            "It hands credentials on to later steps of a job, which only the action can do. A command"
                + " line would leave them on this machine for everybody who comes after.",
            "Take `"
                + input.key()
                + "` out. For a login of your own: `aws ecr get-login-password | docker login"
                + " --username AWS --password-stdin HOST`."),
        input.key());
  }

  static Failure onePlatform(List<String> platforms) {
    return new Failure.Misconfigured(
        new Explanation(
            "one-platform",
            "The image cannot be built for %d platforms at once.".formatted(platforms.size()),
            "This version builds one platform a run, and `platforms` names `"
                + String.join("`, `", platforms)
                + "`.",
            "Name one platform, for example `platforms: " + platforms.getFirst() + "`."),
        "platforms");
  }

  static Failure fileUnreadable(Input input, String name, String why) {
    return new Failure.Misconfigured(
        new Explanation(
            "input-file-unreadable",
            "The input `%s` was given as `%s`.".formatted(input.key(), name),
            why,
            "Correct its path. Paths are relative to the folder that the run stands in. %s"
                .formatted(input.description())),
        input.key());
  }

  static Failure secretVariableMissing(String variable) {
    return new Failure.Misconfigured(
        new Explanation(
            "secret-variable-missing",
            "A build secret could not be read from the variable `" + variable + "`.",
            "The variable is not set.",
            "Set it where this runs, for example in the step's `env:`, or take its line out of"
                + " `secret-envs`."),
        "secret-envs");
  }

  static Failure secretFileMissing(String id, Path file, String why) {
    return new Failure.Misconfigured(
        new Explanation(
            "secret-file-missing",
            "The build secret `" + id + "` could not be read from `" + file + "`.",
            why,
            "Correct its path in `secret-files`. Paths are relative to the folder that the run"
                + " stands in."),
        "secret-files");
  }

  static Failure secretShown(String what, String name) {
    return new Failure.Misconfigured(
        new Explanation(
            "secret-shown",
            "The " + what + " `" + name + "` has a secret of this run in it.",
            "Everybody who may pull the image can read its labels, annotations and tags.",
            "Take it out there. A step of the build gets a secret by `--mount=type=secret`, and the"
                + " image does not keep it. If it was pushed before, make a new secret."),
        "labels");
  }

  static Failure loginMissing(RegistryHost host) {
    return new Failure.Misconfigured(
        new Explanation(
            "registry-login-missing",
            "There is no login for the registry `" + host + "`.",
            "The input `registry` names a registry that is pushed to without asking AWS, so its"
                + " login has to be given.",
            "Add it to `registry-auth`:\n\n- registry: "
                + host
                + "\n  username: …\n  password: …\n\nFor ECR, leave `registry` away: then the login"
                + " comes from AWS."),
        "registry");
  }

  static Failure pushRefused(ImageReference image, String said) {
    return new Failure.Unavailable(
        new Explanation(
            "push-refused",
            "Could not push `" + image + "`.",
            "The push ended with: " + RemoteWords.of(said),
            "Mend what is named there: the login in `registry-auth`, the repository's name, or the"
                + " tag. When nothing is named, run again."),
        image.repository().registry().value());
  }

  static Failure pushedImageDiffers(ImageReference.Pinned pushed, Digest found) {
    return new Failure.Unavailable(
        new Explanation(
            "push-not-confirmed",
            "The registry does not hold the image that was built, at `" + pushed + "`.",
            "What came back from there is another image (`" + found + "`).",
            "Run it again. If it stays so, something between here and the registry changes what"
                + " passes through."),
        pushed.repository().registry().value());
  }

  /// A tag that may move, but that is not to.
  static Failure tagKept(ImageReference.Tagged image, Digest there, Digest ours, TakenTag rule) {
    return new Failure.Refused(
        new Explanation(
            "tag-is-kept",
            "Did not push `" + image + "`.",
            """
            The tag names another image already, and `if-tag-exists: %s` keeps it there:

                there  %s
                ours   %s
            """
                .formatted(rule.name().toLowerCase(Locale.ROOT), there, ours),
            """
            Push under a new tag; the default tag, the full commit SHA, is one. To move this one to
            the new image, set `if-tag-exists: move`.\
            """));
  }

  /// A target got the same image in other bytes.
  static Failure targetDiffers(ImageReference.Pinned first, ImageReference.Pinned other) {
    return new Failure.Refused(
        new Explanation(
            "target-differs",
            "The image has another digest at `%s` than at the first target."
                .formatted(other.repository()),
            """
            One build goes to every target under one digest. One of the two was there before,
            with the same content packed in another way:

                first  %s
                here   %s
            """
                .formatted(first, other),
            "Push under a new tag: then every target gets the same bytes."));
  }

  static Failure twoSessionPolicies() {
    return new Failure.Misconfigured(
        new Explanation(
            "session-policy-twice",
            "The inputs `session-policy: auto` and `inline-session-policy` were both given.",
            "A session has one policy of its own. `auto` writes one for exactly these inputs, and"
                + " `inline-session-policy` is one that was written by hand.",
            "Leave one of them out. `managed-session-policies` go with both."),
        "session-policy");
  }

  static Failure cancelled() {
    return new Failure.Cancelled(
        new Explanation(
            "cancelled",
            "The run was stopped before its end.",
            "A signal told it to stop. A build that was going on was cancelled on the engine.",
            "Run it again when it suits. What was built before is still in the engine's cache."));
  }

  static Failure timedOut(Duration limit) {
    return new Failure.TimedOut(
        new Explanation(
            "timeout",
            "The run took longer than it may.",
            "The input `timeout` allows "
                + limit.toSeconds()
                + " s. A build that was going on was cancelled on the engine.",
            "Raise `timeout`, or find the slow step in the log above."));
  }

  /// A run that was stopped while it made something.
  ///
  /// @param made what was made by then, and what is to be done
  static Failure halfMade(Failure stopped, String made) {
    var words = stopped.explanation();
    var more = new Explanation(words.id(), words.what(), words.why() + "\n\n" + made, words.fix());
    return switch (stopped) {
      case Failure.Cancelled _ -> new Failure.Cancelled(more);
      case Failure.TimedOut _ -> new Failure.TimedOut(more);
      default -> stopped;
    };
  }
}
