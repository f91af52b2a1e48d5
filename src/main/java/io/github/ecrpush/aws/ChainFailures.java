package io.github.ecrpush.aws;

import io.github.ecrpush.aws.ChainedRole.Hop;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.json.Json;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;

/// The words for a hop of a chain of roles that was refused.
final class ChainFailures {

  private static final String STS = "AWS STS";

  private static final Pattern ASKED =
      Pattern.compile("User: (arn:[\\w:/+=,.@-]+) is not authorized");

  private ChainFailures() {}

  static FailureException notAssumed(
      SdkException e, AwsServer sts, IdentityRequest request, Hop hop) {
    var message = StsFailures.message(e);
    var failure =
        switch (AwsErrorCode.of(e)) {
          case "AccessDenied" ->
              message.contains("sts:TagSession")
                  ? taggingRefused(hop, message)
                  : refused(hop, request, message);
          case "PackedPolicyTooLarge", "MalformedPolicyDocument" ->
              SessionPolicyFailures.of(what(hop), e, request);
          case "ValidationError" ->
              hop.isLast() && SessionPolicyFailures.isAboutManaged(e, request)
                  ? SessionPolicyFailures.managed(what(hop), e)
                  : null;
          case "ExpiredToken",
              "ExpiredTokenException",
              "InvalidClientTokenId",
              "UnrecognizedClientException" ->
              hop.source()
                  .map(source -> sourceRefused(hop, source, AwsErrorCode.of(e), request.region()))
                  .orElse(null);
          default -> null;
        };
    boolean byKeys = hop.source().isEmpty() && request.proof().keys().isPresent();
    return failure == null
        ? StsFailures.ofMachine(what(hop), e, sts, byKeys)
        : new FailureException(failure, e);
  }

  static String what(Hop hop) {
    return "Could not assume the role `%s`, hop %d of %d in `role-chain`."
        .formatted(hop.role(), hop.number(), hop.count());
  }

  /// Both sides must allow it.
  static Failure refused(Hop hop, IdentityRequest request, String message) {
    var from = hop.source().map(RoleArn::toString).or(() -> named(message));
    var asker = from.map("`%s`"::formatted).orElse("whoever this machine's credentials name");
    return new Failure.AccessDenied(
        new Explanation(
            "sts-chain-refused",
            what(hop),
            """
            AWS says (AccessDenied): %s

            A role is assumed by another only when both allow it: a policy of %s, and the trust
            policy of `%s`%s.\
            """
                .formatted(
                    message,
                    asker,
                    hop.role(),
                    request.session().externalId().isEmpty()
                        ? ", which may ask for an external id besides (`role-external-id`)"
                        : ", which may ask for another external id than `role-external-id`"),
            """
            Add this statement to a policy of %s:

            %s
            And this one to the trust policy of `%s`:

            %s\
            """
                .formatted(
                    asker,
                    identityStatement(hop).indent(4),
                    hop.role(),
                    trustStatement(from, request.session().externalId()).indent(4))),
        STS);
  }

  static Failure taggingRefused(Hop hop, String message) {
    return new Failure.AccessDenied(
        new Explanation(
            "sts-chain-tags-refused",
            what(hop),
            "AWS says (AccessDenied): " + message,
            """
            Allow `sts:TagSession` beside `sts:AssumeRole`, in the trust policy of `%s` and in a
            policy of whoever assumes it. Or send no tags:

                with:
                  role-skip-session-tagging: true
            """
                .formatted(hop.role())),
        STS);
  }

  /// Not the machine's credentials: those that AWS itself gave for the hop before.
  static Failure sourceRefused(Hop hop, RoleArn source, String code, AwsRegion region) {
    return new Failure.AccessDenied(
        new Explanation(
            "sts-chain-credentials-refused",
            what(hop),
            """
            AWS does not take the credentials of `%s`
            (%s), though it gave them to this run itself. Trying again did not help.\
            """
                .formatted(source, code),
            """
            Run again. When it stays so, look whether the region %s is turned on in the account
            %s, and whether the sessions of that role were revoked.\
            """
                .formatted(region, source.account())),
        STS);
  }

  /// Who asked, by AWS's own sentence: `User: ARN is not authorized to perform: …`.
  private static Optional<String> named(String message) {
    var asked = ASKED.matcher(message);
    return asked.find() ? Optional.of(asked.group(1)) : Optional.empty();
  }

  private static String identityStatement(Hop hop) {
    return """
    {
      "Effect": "Allow",
      "Action": "sts:AssumeRole",
      "Resource": %s
    }
    """
        .formatted(Json.write(hop.role().toString()));
  }

  private static String trustStatement(Optional<String> from, Optional<String> externalId) {
    var condition =
        externalId
            .map(id ->
                ",\n  \"Condition\": {\"StringEquals\": {\"sts:ExternalId\": %s}}"
                    .formatted(Json.write(id)))
            .orElse("");
    var source = from.orElse("the Arn of `aws sts get-caller-identity`");
    return """
    {
      "Effect": "Allow",
      "Principal": {"AWS": %s},
      "Action": "sts:AssumeRole"%s
    }
    """
        .formatted(Json.write(source), condition);
  }
}
