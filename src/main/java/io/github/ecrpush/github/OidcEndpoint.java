package io.github.ecrpush.github;

import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.http.BodyTooLargeException;
import io.github.ecrpush.http.HeaderText;
import io.github.ecrpush.http.HttpRequest;
import io.github.ecrpush.http.HttpResponse;
import io.github.ecrpush.http.HttpStatusException;
import io.github.ecrpush.http.HttpTransport;
import io.github.ecrpush.http.WebAddress;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// GitHub's side of OpenID Connect: gives the job a token that says who it is. Each call asks for a
/// fresh one, for they live a few minutes.
public final class OidcEndpoint {

  private static final int LONGEST_ANSWER = 64 * 1024;

  private final RunnerEnvironment environment;
  private final HttpTransport transport;

  /// @param transport tries again what may go well a little later
  public OidcEndpoint(RunnerEnvironment environment, HttpTransport transport) {
    this.environment = environment;
    this.transport = transport;
  }

  /// A token for the audience.
  ///
  /// @throws FailureException if the job may not have one, or GitHub does not answer
  public Secret token(String audience) throws InterruptedException {
    var url = environment.oidcRequestUrl().orElseThrow(() -> OidcFailures.noEndpoint(environment));
    var bearer =
        environment.oidcRequestToken().orElseThrow(() -> OidcFailures.noEndpoint(environment));
    if (!HeaderText.isPlain(bearer.reveal())) {
      throw OidcFailures.requestTokenUnusable();
    }
    var request =
        HttpRequest.get(address(url, audience))
            .with("Authorization", "Bearer " + bearer.reveal())
            .with("Accept", "application/json");
    try {
      return transport.send(request, response -> read(request, response));
    } catch (HttpStatusException e) {
      throw e.isTemporary()
          ? OidcFailures.unavailable(request.uri(), e)
          : OidcFailures.refused(request.uri(), e);
    } catch (JsonException | BodyTooLargeException _) { // what it said may hold a token
      throw OidcFailures.unreadable(request.uri());
    } catch (IOException e) {
      throw OidcFailures.unavailable(request.uri(), e);
    }
  }

  private static URI address(String url, String audience) {
    var separator = url.contains("?") ? "&" : "?";
    var query = "audience=" + URLEncoder.encode(audience, StandardCharsets.UTF_8);
    return WebAddress.parse(url + separator + query).orElseThrow(OidcFailures::addressUnreadable);
  }

  private static Secret read(HttpRequest request, HttpResponse response) throws IOException {
    if (!response.isSuccess()) {
      throw HttpStatusException.of(request, response);
    }
    return Json.parse(response.bytes(LONGEST_ANSWER))
        .at("value")
        .text()
        .filter(token -> !token.isEmpty())
        .map(Secret::new)
        .orElseThrow(() -> OidcFailures.unreadable(request.uri()));
  }
}
