package io.github.ecrpush.sandbox.identity;

import io.github.ecrpush.sandbox.web.Answer;
import io.github.ecrpush.sandbox.web.Call;
import io.github.ecrpush.sandbox.web.Endpoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// GitHub's side of OIDC: hands out the token of a job, and the key to check it with.
public final class OidcEndpoint implements Endpoint {

  private static final String BEARER = "Bearer ";
  public static final String TOKEN_PATH = "/oidc/token";
  public static final String CONFIGURATION_PATH = "/.well-known/openid-configuration";
  public static final String KEYS_PATH = "/.well-known/jwks";

  private final SignedTokens tokens;
  private final GitHubClaims claims;
  private final String requestToken;
  private final String address;
  private final InstantSource clock;

  /// @param requestToken what a job shows to get its token
  /// @param address where this endpoint is reached
  public OidcEndpoint(
      SignedTokens tokens,
      GitHubClaims claims,
      String requestToken,
      String address,
      InstantSource clock) {
    this.tokens = tokens;
    this.claims = claims;
    this.requestToken = requestToken;
    this.address = address;
    this.clock = clock;
  }

  @Override
  public Answer answer(Call call) {
    if (!call.method().equals("GET")) {
      return error(405, "MethodNotAllowed", "The method is not allowed.");
    }
    return switch (call.path()) {
      case TOKEN_PATH -> token(call);
      case CONFIGURATION_PATH -> Answer.json(200, configuration());
      case KEYS_PATH -> Answer.json(200, tokens.keySet());
      default -> error(404, "NotFound", "There is nothing here.");
    };
  }

  private Answer token(Call call) {
    if (!isOfJob(call.header("Authorization").orElse(""))) {
      return error(401, "Unauthorized", "The request token is not one of this job.");
    }
    var audience =
        call.query()
            .find("audience")
            .filter(text -> !text.isEmpty())
            .orElse("https://github.com/" + claims.owner());
    var answer = new LinkedHashMap<String, Object>();
    answer.put("count", 1);
    answer.put("value", tokens.sign(claims.at(clock.instant(), audience)));
    return Answer.json(200, answer).with("Cache-Control", "no-store");
  }

  /// Scripts write the scheme in small letters, too.
  private boolean isOfJob(String authorization) {
    boolean bears = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    var shown = authorization.substring(bears ? BEARER.length() : 0);
    return bears
        && MessageDigest.isEqual(
            shown.getBytes(StandardCharsets.UTF_8), requestToken.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, ?> configuration() {
    var configuration = new LinkedHashMap<String, Object>();
    configuration.put("issuer", GitHubClaims.ISSUER);
    configuration.put("jwks_uri", address + KEYS_PATH);
    configuration.put("subject_types_supported", List.of("public", "pairwise"));
    configuration.put("response_types_supported", List.of("id_token"));
    configuration.put("id_token_signing_alg_values_supported", List.of("RS256"));
    configuration.put("scopes_supported", List.of("openid"));
    return configuration;
  }

  private static Answer error(int status, String type, String message) {
    return Answer.json(status, Map.of("typeKey", type, "message", message));
  }
}
