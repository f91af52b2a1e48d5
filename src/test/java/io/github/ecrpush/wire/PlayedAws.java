package io.github.ecrpush.wire;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.web.Answer;
import io.github.ecrpush.sandbox.web.Call;
import io.github.ecrpush.sandbox.web.WebServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes whatever is sent to STS and ECR, notes it, and answers so that the run goes on. It looks
/// at nothing: whether a request is right, the model says.
final class PlayedAws implements AutoCloseable {

  private final WebServer server;
  private final EcrReplies ecr;
  private final List<Sent> sent = new ArrayList<>();

  /// A request as it came in.
  ///
  /// @param target what a JSON request says it is for
  record Sent(Optional<String> target, String body) {
    String operation() {
      return target
          .map(text -> text.substring(text.indexOf('.') + 1))
          .orElseGet(() -> QueryForm.word(body, "Action"));
    }
  }

  private PlayedAws(Scene scene) throws IOException {
    ecr = new EcrReplies(scene);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = WebServer.bind(address, Optional.empty(), this::answer, InstantSource.system());
  }

  static PlayedAws start(Scene scene) throws IOException {
    var aws = new PlayedAws(scene);
    aws.server.start();
    return aws;
  }

  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  synchronized List<Sent> sent() {
    return List.copyOf(sent);
  }

  private Answer answer(Call call) throws IOException {
    var body = new String(call.document(), StandardCharsets.UTF_8);
    return answer(new Sent(call.header("X-Amz-Target"), body));
  }

  private synchronized Answer answer(Sent request) {
    sent.add(request);
    if (request.target().isEmpty()) {
      return sts(request);
    }
    var body = request.body();
    var input = body.isEmpty() ? new JsonTree(Map.of()) : Json.parse(body);
    return ecr.answer(request.operation(), input);
  }

  private Answer sts(Sent request) {
    var action = request.operation();
    if (ecr.isDenied(action)) {
      return xml(
          403,
          """
          <ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code>
          <Message>User is not authorized to perform: sts:%s</Message></Error></ErrorResponse>\
          """
              .formatted(action));
    }
    var account = account(QueryForm.word(request.body(), "RoleArn"));
    var arn = "arn:aws:sts::%s:assumed-role/ci/run".formatted(account);
    return xml(
        200,
        """
        <%1$sResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><%1$sResult>
        <Arn>%2$s</Arn><UserId>AROA:run</UserId><Account>%3$s</Account>
        <AssumedRoleUser><Arn>%2$s</Arn><AssumedRoleId>AROA:run</AssumedRoleId></AssumedRoleUser>
        <Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
        <SessionToken>session</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration>
        </Credentials></%1$sResult></%1$sResponse>\
        """
            .formatted(action, arn, account));
  }

  private static String account(String role) {
    var parts = role.split(":", 6);
    return parts.length == 6 && parts[4].matches("\\d{12}") ? parts[4] : EcrReplies.ACCOUNT;
  }

  private static Answer xml(int status, String text) {
    return Answer.text(status, "text/xml", text);
  }

  @Override
  public void close() {
    server.close();
  }
}
