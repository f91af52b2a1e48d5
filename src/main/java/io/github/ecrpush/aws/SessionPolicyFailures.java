package io.github.ecrpush.aws;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import java.util.Locale;
import software.amazon.awssdk.core.exception.SdkException;

/// The words for session policies that AWS does not take.
final class SessionPolicyFailures {

  private static final String INPUT = "inline-session-policy";

  private SessionPolicyFailures() {}

  static Failure of(String what, SdkException e, IdentityRequest request) {
    if (AwsErrorCode.of(e).equals("PackedPolicyTooLarge")) {
      return packedTooLarge(what, StsFailures.message(e));
    }
    return request.session().policies().inline().isEmpty() && isAboutManaged(e, request)
        ? managed(what, e)
        : malformed(what, StsFailures.message(e));
  }

  /// STS says of a policy that is not there only that the request is not valid.
  static boolean isAboutManaged(SdkException e, IdentityRequest request) {
    var said = StsFailures.message(e).toLowerCase(Locale.ROOT);
    return !request.session().policies().managed().isEmpty() && said.contains("policy");
  }

  static Failure managed(String what, SdkException e) {
    return new Failure.Misconfigured(
        new Explanation(
            "sts-session-policy-refused",
            what,
            "AWS does not take a policy of `managed-session-policies` (%s): %s"
                .formatted(AwsErrorCode.of(e), StsFailures.message(e)),
            """
            Name policies in `managed-session-policies` that are there, in the account of the role
            or among AWS's own. This lists them:

                aws iam list-policies --query 'Policies[].Arn'
            """),
        "managed-session-policies");
  }

  /// AWS packs policies and tags together, and the limit for that is not that of the text.
  static Failure packedTooLarge(String what, String message) {
    return misconfigured(
        "sts-session-policy-packed-too-large",
        what,
        "The session's policies and tags are too large once AWS has packed them"
            + " (PackedPolicyTooLarge): "
            + message,
        "Shorten `inline-session-policy`: use wildcards for what stands there name by name, or move"
            + " it to a policy in IAM and name that in `managed-session-policies`.");
  }

  static Failure malformed(String what, String message) {
    return misconfigured(
        "sts-session-policy-malformed",
        what,
        "AWS does not understand the session policy (MalformedPolicyDocument): " + message,
        """
        Correct `inline-session-policy`. This says what is wrong with it:

            aws accessanalyzer validate-policy --policy-type IDENTITY_POLICY \\
              --policy-document file://policy.json
        """);
  }

  static FailureException textTooLarge(int characters, int most) {
    return new FailureException(
        misconfigured(
            "aws-session-policy-too-large",
            "Could not send session policies of %d characters.".formatted(characters),
            "`inline-session-policy`, without its spaces, and the ARNs in `managed-session-policies`"
                + " together may have %d characters.".formatted(most),
            "Shorten the policy: use wildcards for what stands there name by name, or move it to a"
                + " policy in IAM and name that in `managed-session-policies`."));
  }

  private static Failure misconfigured(String id, String what, String why, String fix) {
    return new Failure.Misconfigured(new Explanation(id, what, why, fix), INPUT);
  }
}
