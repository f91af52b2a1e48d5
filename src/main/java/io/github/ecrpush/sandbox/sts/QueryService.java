package io.github.ecrpush.sandbox.sts;

import io.github.ecrpush.sandbox.identity.SignatureException;
import io.github.ecrpush.sandbox.web.Answer;
import io.github.ecrpush.sandbox.web.Call;
import io.github.ecrpush.sandbox.web.Query;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// What the services of AWS's query protocol have in common: parameters in a form, answers and
/// refusals in XML.
record QueryService(String nameSpace, String version) {

  /// One action of a service.
  @FunctionalInterface
  interface Actions {
    /// The content of the action's result.
    ///
    /// @throws RefusedException if it is refused
    /// @throws SignatureException if the caller is not known
    Xml run(String action, Query parameters) throws IOException;
  }

  Answer answer(Call call, Actions actions) throws IOException {
    var requestId = UUID.randomUUID().toString();
    try {
      var parameters = parameters(call);
      var action = parameters.find("Action").orElse("");
      var result = actions.run(action, parameters);
      var body =
          new Xml()
              .node(action + "Result", result)
              .node("ResponseMetadata", new Xml().leaf("RequestId", requestId))
              .document(action + "Response", nameSpace);
      return xml(200, body, requestId);
    } catch (SignatureException e) {
      return refusal(StsFaults.of(e), requestId);
    } catch (RefusedException e) {
      return refusal(e, requestId);
    }
  }

  RefusedException unknown(String action) {
    return new RefusedException(
        400,
        "InvalidAction",
        "Could not find operation %s for version %s".formatted(action, version));
  }

  private static Query parameters(Call call) throws IOException {
    return call.method().equals("GET")
        ? call.query()
        : Query.parse(new String(call.document(), StandardCharsets.UTF_8));
  }

  private Answer refusal(RefusedException refusal, String requestId) {
    var error =
        new Xml()
            .leaf("Type", "Sender")
            .leaf("Code", refusal.code())
            .leaf("Message", refusal.reason());
    var body =
        new Xml()
            .node("Error", error)
            .leaf("RequestId", requestId)
            .document("ErrorResponse", nameSpace);
    return xml(refusal.status(), body, requestId);
  }

  private static Answer xml(int status, String body, String requestId) {
    return Answer.text(status, "text/xml", body).with("x-amzn-RequestId", requestId);
  }
}
