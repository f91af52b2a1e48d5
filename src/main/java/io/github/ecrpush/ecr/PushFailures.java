package io.github.ecrpush.ecr;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.failure.RemoteWords;
import io.github.ecrpush.image.ImageReference;
import io.github.ecrpush.registry.RegistryException;
import java.util.Locale;
import java.util.regex.Pattern;

/// The words for an image that the registry does not take. What a registry says reaches us through
/// BuildKit or the Docker Engine as text, so the text is what there is to go by.
public final class PushFailures {

  /// How engines, and we, tell of a registry that fails: `unexpected HTTP status: 500 Internal
  /// Server Error`, `unexpected status from PUT request to …: 503`, `answered with status 502`.
  private static final Pattern FAILED =
      Pattern.compile("(?:status:?|status from .* request to \\S+:) (5\\d\\d)\\b");

  private PushFailures() {}

  /// What an engine said when it could not push, in our words.
  ///
  /// @param said the engine's message with the registry's answer somewhere in it
  public static FailureException of(RepositoryState repository, ImageReference image, String said) {
    var what = what(image);
    var denied = Denial.in(said); // it may name a layer part, or a repository by any name
    if (denied.isPresent()) {
      return new FailureException(DenialFailures.denied(what, denied.get()));
    }
    var limit = LimitFailures.in(what, RemoteWords.of(said));
    if (limit.isPresent()) {
      return new FailureException(limit.get());
    }
    var lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("authorization token has expired")) { // and not what a bare 403 stands for
      return new FailureException(RegistryFailures.loginRefused(what));
    }
    var behind = Denial.behind(said, repository.arn());
    if (behind.isPresent()) {
      return new FailureException(DenialFailures.denied(what, behind.get()));
    }
    if (image instanceof ImageReference.Tagged tagged
        && has(lower, "immutable", "imagetagalreadyexists")) {
      return TagFailures.immutable(tagged, repository.mutability());
    }
    if (has(lower, "name_unknown", "name unknown", "does not exist in the registry")) {
      return EcrFailures.repositoryMissing(
          repository.uri().path(), repository.account().id(), repository.region());
    }
    return new FailureException(failure(what, lower, RemoteWords.of(said)));
  }

  /// What the registry said when it was asked to give an image a further tag, as an engine would
  /// say it.
  public static String said(RegistryException refusal) {
    return "%s %s was answered with status %d: %s"
        .formatted(
            refusal.method(), refusal.uri(), refusal.status(), RegistryFailures.told(refusal));
  }

  private static Failure failure(String what, String lower, String said) {
    if (has(
        lower,
        "toomanyrequests",
        "too many requests",
        "rate exceeded",
        "throttl",
        " 429 ",
        " 429:")) {
      return EcrFailures.throttled(what);
    }
    if (has(lower, "kmsexception", "kms exception", "kms key", "kms_error")) {
      return KeyFailures.of(what, said);
    }
    if (has(lower, "limitexceeded", "limit exceeded", "exceeded a service limit", "quota")) {
      return LimitFailures.of(what, said);
    }
    if (has(
        lower,
        "no basic auth credentials",
        "unauthorized",
        "authorization failed",
        "401 unauthorized")) {
      return RegistryFailures.loginRefused(what);
    }
    var failed = FAILED.matcher(lower);
    if (failed.find()) {
      return EcrFailures.unavailable(what, Integer.parseInt(failed.group(1)));
    }
    if (lower.contains("imagemanifest")) { // its layers may be what is wrong with it
      return manifestRefused(what, said);
    }
    if (has(lower, "blob_upload", "blob upload", "digest_invalid", "blob_unknown", "layer")) {
      return blobRefused(what, said);
    }
    if (has(lower, "manifest_invalid", "manifest invalid", "manifest_blob_unknown", "manifest")) {
      return manifestRefused(what, said);
    }
    return refused(what, said);
  }

  static Failure blobRefused(String what, String said) {
    return new Failure.Unavailable(
        new Explanation(
            "registry-refused-blob",
            what,
            "The registry did not take a layer: " + said,
            """
            Run again: what is already there is not sent a second time. When it happens each time,
            look at a proxy in between that limits how much may be sent.\
            """),
        EcrFailures.ECR);
  }

  static Failure manifestRefused(String what, String said) {
    return new Failure.AccessDenied(
        new Explanation(
            "registry-refused-manifest",
            what,
            "The registry took the layers but not the manifest: " + said,
            "Mend what the registry names. When it names nothing, run again."),
        EcrFailures.ECR);
  }

  static Failure refused(String what, String said) {
    return new Failure.Unavailable(
        new Explanation(
            "registry-refused-push",
            what,
            "The push ended with: " + said,
            "Mend what is named there. When nothing is named, run again."),
        EcrFailures.ECR);
  }

  static String what(ImageReference image) {
    return "Could not push `%s`.".formatted(image);
  }

  private static boolean has(String text, String... signs) {
    for (var sign : signs) {
      if (text.contains(sign)) {
        return true;
      }
    }
    return false;
  }
}
