package io.github.ecrpush.ecr;

import io.github.ecrpush.aws.AskedPause;
import io.github.ecrpush.aws.AwsErrorCode;
import io.github.ecrpush.aws.AwsMessage;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.aws.AwsServer;
import io.github.ecrpush.aws.NetworkFailures;
import io.github.ecrpush.aws.PageAnsweredException;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.failure.RemoteWords;
import io.github.ecrpush.http.BodyTooLargeException;
import io.github.ecrpush.image.ImageReference;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.registry.DigestMismatchException;
import io.github.ecrpush.registry.MalformedAnswerException;
import io.github.ecrpush.registry.RegistryException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// The words for what ECR does not do for us.
final class EcrFailures {

  static final String ECR = "Amazon ECR";
  static final String REPOSITORY_MISSING = "repository-missing";

  private EcrFailures() {}

  /// Something that was asked of ECR's API.
  ///
  /// @param what the sentence that says what could not be done
  record Question(String what, AwsServer ecr) {

    static Question login(AwsServer ecr) {
      return new Question("Could not log in to %s.".formatted(ecr), ecr);
    }

    static Question repository(RepositoryPath path, AwsServer ecr) {
      return new Question(
          "Could not look at the repository `%s` in %s.".formatted(path, ecr.region()), ecr);
    }
  }

  /// ECR's API refused, or could not be reached.
  static FailureException of(Question question, SdkException e) {
    var what = question.what();
    if (PageAnsweredException.isBehind(e)) {
      return new FailureException(unreadable(what), e);
    }
    if (!(e instanceof AwsServiceException service)) {
      return NetworkFailures.of(what, question.ecr().toString(), e)
          .orElseGet(() -> new FailureException(refused(what, "", message(e)), e));
    }
    var failure =
        switch (AwsErrorCode.of(e)) {
          case "AccessDeniedException", "AccessDenied" -> denied(what, e);
          case "ExpiredTokenException",
              "ExpiredToken",
              "UnrecognizedClientException",
              "InvalidSignatureException" ->
              credentialsRefused(what, AwsErrorCode.of(e));
          case "KmsException" -> KeyFailures.of(what, message(e));
          case "LimitExceededException" -> LimitFailures.of(what, message(e));
          default ->
              service.isThrottlingException() || service.statusCode() == 429
                  ? throttled(what, AskedPause.words(e))
                  : service.statusCode() >= 500
                      ? unavailable(what, service.statusCode())
                      : NetworkFailures.ofAnswer(what, question.ecr().toString(), service)
                          .map(FailureException::failure)
                          .orElseGet(() -> refused(what, AwsErrorCode.of(e), message(e)));
        };
    return new FailureException(failure, e);
  }

  /// ECR gave the other images, but not this one.
  static FailureException ofImage(Question question, String code, @Nullable String reason) {
    var said = RemoteWords.of(reason == null ? "" : reason);
    return new FailureException(
        code.equals("KmsError")
            ? KeyFailures.of(question.what(), said)
            : refused(question.what(), code, said));
  }

  /// A registry did not give back what it should hold.
  static FailureException ofReading(ImageReference reference, IOException e) {
    return of("Could not read `%s` back from the registry.".formatted(reference), reference, e);
  }

  /// A registry was asked over its own protocol, and did not do it.
  static FailureException of(String what, ImageReference reference, IOException e) {
    return switch (e) {
      case DigestMismatchException mismatch ->
          new FailureException(
              altered(what, mismatch.expected().toString(), mismatch.actual().toString()), e);
      case RegistryException refusal -> new FailureException(RegistryFailures.of(what, refusal), e);
      case MalformedAnswerException _, BodyTooLargeException _ ->
          new FailureException(unreadable(what), e);
      default ->
          NetworkFailures.of(
                  what, "the registry `%s`".formatted(reference.repository().registry()), e)
              .orElseGet(() -> new FailureException(unreadable(what), e));
    };
  }

  static FailureException imageMissing(ImageReference reference) {
    return new FailureException(
        new Failure.Unavailable(
            new Explanation(
                "ecr-image-missing",
                "Could not find `%s` in the registry.".formatted(reference),
                "The registry has no such image, though it should.",
                """
                Run again. When it happens again, look whether a lifecycle policy or somebody else
                removes images from the repository.\
                """),
            ECR));
  }

  static FailureException repositoryMissing(RepositoryPath path, String account, AwsRegion region) {
    return new FailureException(
        new Failure.Misconfigured(
            new Explanation(
                REPOSITORY_MISSING,
                "Could not find the repository `%s` in %s.".formatted(path, region),
                """
                The account %s has no repository of this name in this region
                (RepositoryNotFoundException).\
                """
                    .formatted(account),
                """
                Look whether `repository`, `aws-region` and `registry-id` are right. If they are,
                create it, or have it created with `create-repository: if-missing`:

                    aws ecr create-repository --repository-name %s --region %s
                """
                    .formatted(path, region)),
            "repository"));
  }

  private static Failure denied(String what, SdkException e) {
    // the whole of it: what matters of a denial stands at its end
    return Denial.in(AwsMessage.of(e))
        .map(denial -> DenialFailures.denied(what, denial))
        .orElseGet(() -> refused(what, "AccessDeniedException", message(e)));
  }

  static Failure credentialsRefused(String what, String code) {
    return new Failure.AccessDenied(
        new Explanation(
            "ecr-credentials-refused",
            what,
            "The AWS credentials have expired or are not known (%s).".formatted(code),
            """
            Log in again. In a GitHub workflow, name a role in `role-to-assume`: then credentials
            are renewed by themselves.\
            """),
        ECR);
  }

  static Failure throttled(String what) {
    return throttled(what, "and trying again did not help");
  }

  private static Failure throttled(String what, String outcome) {
    return new Failure.Unavailable(
        new Explanation(
            "ecr-throttled",
            what,
            "ECR was asked too often from this account, %s.".formatted(outcome),
            """
            Run again a little later. When many jobs push at the same time, let them begin one
            after the other: each tag of an image is a `PutImage`, and ECR takes ten a second. Or
            have the rate raised; its name here begins with `Rate of`:

                aws service-quotas list-service-quotas --service-code ecr \\
                  --query "Quotas[?starts_with(QuotaName, 'Rate of')].[QuotaName,Value,QuotaCode]"
            """),
        ECR);
  }

  static Failure unavailable(String what, int status) {
    return new Failure.Unavailable(
        new Explanation(
            "ecr-unavailable",
            what,
            "ECR had a problem of its own (status %d), and trying again did not help."
                .formatted(status),
            "Run again. When it fails again, look at https://health.aws.amazon.com."),
        ECR);
  }

  static Failure refused(String what, String code, String message) {
    return new Failure.AccessDenied(
        new Explanation(
            "ecr-refused",
            what,
            code.isEmpty() ? message : "%s (%s)".formatted(message, code),
            "Mend what AWS names. When it names nothing, run again."),
        ECR);
  }

  static Failure altered(String what, String expected, String actual) {
    return new Failure.Refused(
        new Explanation(
            "ecr-manifest-altered",
            what,
            """
            The registry gave other bytes than were asked for:

                expected  %s
                received  %s
            """
                .formatted(expected, actual),
            """
            Do not use this image. Look at what stands between this machine and the registry: a
            proxy or a mirror that changes what it passes on.\
            """));
  }

  static Failure unreadable(String what) {
    return new Failure.Unavailable(
        new Explanation(
            "ecr-answer-unreadable",
            what,
            "The answer is nothing that ECR answers.",
            "Run again, and look whether a proxy answers in the place of ECR."),
        ECR);
  }

  static String message(SdkException e) {
    return RemoteWords.of(AwsMessage.of(e));
  }
}
