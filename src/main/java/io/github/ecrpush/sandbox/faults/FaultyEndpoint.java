package io.github.ecrpush.sandbox.faults;

import io.github.ecrpush.sandbox.faults.CallName.Service;
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

  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>Bad gateway</title></head>"
          + "<body><h1>Something is wrong with the proxy</h1></body></html>\n";

  private final FaultPlan plan;
  private final Endpoint behind;

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
        var answer = shaped(name.service(), Refusal.of(name, fault));
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
