package io.github.ecrpush.sandbox.faults;

import io.github.ecrpush.sandbox.faults.CallName.Service;
import io.github.ecrpush.sandbox.faults.Fault.Kind;

/// How a service refuses.
record Refusal(int status, String code, String message) {

  /// What expires there is the token that is exchanged, not a session that signs.
  private static final Refusal TOKEN_EXPIRED =
      new Refusal(
          400,
          "ExpiredTokenException",
          "Token expired: current date/time must be before the expiration date/time");

  /// What a fault makes of a call: what was told of it, and for the rest what is usual.
  static Refusal of(CallName name, Fault fault) {
    var details = fault.details();
    var usual =
        fault.kind() == Kind.REFUSE
            ? refused(name.service(), details.code().orElseThrow())
            : usual(name, fault.kind());
    return new Refusal(
        details.status().orElse(usual.status()),
        details.code().orElse(usual.code()),
        details.message().orElse(usual.message()));
  }

  /// A code that was told belongs to a status.
  private static Refusal refused(Service service, String code) {
    int status =
        switch (service) {
          case ECR -> statusOfApi(code);
          case STS, IAM -> statusOfQuery(code);
          case REGISTRY -> statusOfRegistry(code);
          case OIDC, LAYERS -> code.equals("NoSuchKey") ? 404 : 403;
        };
    return new Refusal(status, code, "The request was refused.");
  }

  private static int statusOfApi(String code) {
    return switch (code) {
      case "ServerException", "InternalFailure", "InternalServerException" -> 500;
      case "ServiceUnavailable", "ServiceUnavailableException" -> 503;
      default -> 400;
    };
  }

  private static int statusOfQuery(String code) {
    return switch (code) {
      case "AccessDenied", "ExpiredToken", "InvalidClientTokenId", "RegionDisabledException" -> 403;
      case "SignatureDoesNotMatch", "MissingAuthenticationToken", "OptInRequired" -> 403;
      case "IDPRejectedClaim" -> 403;
      case "NoSuchEntity" -> 404;
      case "LimitExceeded" -> 409;
      case "InternalFailure", "ServiceFailure" -> 500;
      case "ServiceUnavailable" -> 503;
      default -> 400;
    };
  }

  private static int statusOfRegistry(String code) {
    return switch (code) {
      case "UNAUTHORIZED" -> 401;
      case "DENIED" -> 403;
      case "BLOB_UNKNOWN", "BLOB_UPLOAD_UNKNOWN", "MANIFEST_UNKNOWN", "NAME_UNKNOWN" -> 404;
      case "UNSUPPORTED" -> 405;
      case "BLOB_UPLOAD_INVALID" -> 416;
      case "TOOMANYREQUESTS" -> 429;
      case "UNKNOWN" -> 500;
      default -> 400;
    };
  }

  private static Refusal usual(CallName name, Kind kind) {
    return switch (name.service()) {
      case ECR -> ecr(kind);
      case STS, IAM ->
          kind == Kind.EXPIRED && name.operation().equals("AssumeRoleWithWebIdentity")
              ? TOKEN_EXPIRED
              : query(kind);
      case REGISTRY -> registry(kind);
      case OIDC, LAYERS -> plain(kind);
    };
  }

  private static Refusal ecr(Kind kind) {
    return switch (kind) {
      case THROTTLE -> new Refusal(400, "ThrottlingException", "Rate exceeded");
      case EXPIRED ->
          new Refusal(
              400,
              "ExpiredTokenException",
              "The security token included in the request is expired");
      case LIMIT ->
          new Refusal(
              400,
              "LimitExceededException",
              "The operation did not succeed because it would have exceeded a service limit for"
                  + " your account.");
      case KMS ->
          new Refusal(
              400, "KmsException", "The operation failed due to a KMS exception: AccessDenied");
      case REFUSE, ERROR, HTML, RESET, DELAY, FRESH ->
          new Refusal(
              500, "ServerException", "These errors are usually caused by a server-side issue.");
    };
  }

  private static Refusal query(Kind kind) {
    return switch (kind) {
      case THROTTLE -> new Refusal(400, "Throttling", "Rate exceeded");
      case EXPIRED ->
          new Refusal(403, "ExpiredToken", "The security token included in the request is expired");
      case LIMIT -> new Refusal(409, "LimitExceeded", "A limit of the account is reached.");
      case REFUSE, KMS, ERROR, HTML, RESET, DELAY, FRESH ->
          new Refusal(500, "InternalFailure", "The request processing has failed.");
    };
  }

  private static Refusal registry(Kind kind) {
    return switch (kind) {
      case THROTTLE -> new Refusal(429, "TOOMANYREQUESTS", "Rate exceeded");
      case EXPIRED ->
          new Refusal(
              403, "DENIED", "Your authorization token has expired. Reauthenticate and try again.");
      case LIMIT ->
          new Refusal(403, "DENIED", "The operation would have exceeded a service limit.");
      case KMS -> new Refusal(403, "DENIED", "The operation failed due to a KMS exception");
      case REFUSE, ERROR, HTML, RESET, DELAY, FRESH ->
          new Refusal(500, "UNKNOWN", "An unknown error occurred");
    };
  }

  private static Refusal plain(Kind kind) {
    return switch (kind) {
      case THROTTLE -> new Refusal(429, "SlowDown", "Please reduce your request rate.");
      case EXPIRED -> new Refusal(401, "Unauthorized", "The token has expired.");
      case REFUSE, LIMIT, KMS, ERROR, HTML, RESET, DELAY, FRESH ->
          new Refusal(500, "InternalError", "We encountered an internal error.");
    };
  }
}
