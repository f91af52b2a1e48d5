package io.github.ecrpush.sandbox.faults;

import io.github.ecrpush.sandbox.faults.CallName.Service;
import io.github.ecrpush.sandbox.faults.Fault.Kind;
import io.github.ecrpush.sandbox.web.Answer;
import io.github.ecrpush.sandbox.web.Call;
import io.github.ecrpush.sandbox.web.CutException;
import io.github.ecrpush.sandbox.web.Endpoint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Stands in front of everything that the sandbox plays, and lets go wrong what was asked for. Each
/// service says it in its own words.
public final class FaultyEndpoint implements Endpoint {

  /// What expires there is the token that is exchanged, not a session that signs.
  private static final Refusal TOKEN_EXPIRED =
      new Refusal(
          400,
          "ExpiredTokenException",
          "Token expired: current date/time must be before the expiration date/time");

  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>Bad gateway</title></head>"
          + "<body><h1>Something is wrong with the proxy</h1></body></html>\n";

  private final FaultPlan plan;
  private final Endpoint behind;

  /// How a service refuses.
  private record Refusal(int status, String code, String message) {}

  public FaultyEndpoint(FaultPlan plan, Endpoint behind) {
    this.plan = plan;
    this.behind = behind;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    if (plan.isEmpty()) {
      return behind.answer(call);
    }
    var name = CallName.of(call);
    var fault = plan.next(name.toString());
    return fault.isEmpty() ? behind.answer(call) : answer(call, name, fault.get());
  }

  private Answer answer(Call call, CallName name, Fault fault) throws IOException {
    var details = fault.details();
    return switch (fault.kind()) {
      case RESET -> throw new CutException();
      case HTML -> Answer.text(details.status().orElse(200), "text/html", PAGE);
      case DELAY -> {
        pause(fault);
        yield behind.answer(call);
      }
      case FRESH -> behind.answer(call);
      case THROTTLE, ERROR, REFUSE, EXPIRED, LIMIT, KMS -> {
        var usual = usual(name, fault.kind());
        var refusal =
            new Refusal(
                details.status().orElse(usual.status()),
                details.code().orElse(usual.code()),
                details.message().orElse(usual.message()));
        var answer = shaped(name.service(), refusal);
        yield details.retryAfter().isEmpty()
            ? answer
            : answer.with("Retry-After", String.valueOf(details.retryAfter().get()));
      }
    };
  }

  private static void pause(Fault fault) throws InterruptedIOException {
    try {
      Thread.sleep(fault.details().length());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
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

  private static Answer shaped(Service service, Refusal refusal) {
    var requestId = UUID.randomUUID().toString();
    return switch (service) {
      case ECR -> {
        var error = new LinkedHashMap<String, String>();
        error.put("__type", refusal.code());
        error.put("message", refusal.message());
        if (refusal.code().equals("KmsException")) {
          error.put("kmsError", "AccessDeniedException");
        }
        yield Answer.json(refusal.status(), error)
            .with("Content-Type", "application/x-amz-json-1.1")
            .with("x-amzn-ErrorType", refusal.code())
            .with("x-amzn-RequestId", requestId);
      }
      case STS, IAM ->
          Answer.text(
                  refusal.status(),
                  "text/xml",
                  "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>%s</RequestId></ErrorResponse>\n"
                      .formatted(escaped(refusal.code()), escaped(refusal.message()), requestId))
              .with("x-amzn-RequestId", requestId);
      case REGISTRY ->
          Answer.json(
              refusal.status(),
              Map.of(
                  "errors", List.of(Map.of("code", refusal.code(), "message", refusal.message()))));
      case OIDC ->
          Answer.json(
              refusal.status(), Map.of("typeKey", refusal.code(), "message", refusal.message()));
      case LAYERS ->
          Answer.text(
              refusal.status(),
              "application/xml",
              "<Error><Code>%s</Code><Message>%s</Message></Error>"
                  .formatted(escaped(refusal.code()), escaped(refusal.message())));
    };
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
