package io.github.ecrpush.sandbox.sts;

import io.github.ecrpush.iam.AccessRequest;
import io.github.ecrpush.iam.Verdict;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.accounts.Accounts;
import io.github.ecrpush.sandbox.accounts.Names.RoleName;
import io.github.ecrpush.sandbox.accounts.OidcProvider;
import io.github.ecrpush.sandbox.accounts.Role;
import io.github.ecrpush.sandbox.identity.SignedTokens;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Lets the holder of an OIDC token into a role, if the account takes the token and the role trusts
/// what it says.
final class WebIdentity {

  private final Accounts accounts;
  private final SignedTokens tokens;
  private final InstantSource clock;

  /// Somebody who was let in.
  record Admitted(Role role, OidcProvider provider, String subject, String audience) {}

  WebIdentity(Accounts accounts, SignedTokens tokens, InstantSource clock) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.clock = clock;
  }

  /// @throws RefusedException if the token or the role is not good for it
  Admitted admit(RoleName name, StsParameters parameters) {
    var token =
        tokens
            .read(parameters.text("WebIdentityToken", 4, 20_000))
            .orElseThrow(() ->
                invalid(
                    "The ID Token provided is not a valid JWT. (You may see this error if you"
                        + " sent an Access Token)"));
    var account = accounts.account(name.account()).orElseThrow(WebIdentity::denied);
    var issuer = token.claims().at("iss").text().orElse("");
    var provider =
        account
            .provider(issuer)
            .orElseThrow(
                () -> invalid("No OpenIDConnect provider found in your account for " + issuer));
    checkSignature(token);
    checkTime(token.claims());
    var audience = token.claims().at("aud").text().orElse("");
    if (!provider.audiences().contains(audience)) {
      throw invalid("Incorrect token audience");
    }
    var role = accounts.role(name).orElseThrow(WebIdentity::denied);
    if (!trusts(role, provider, token.claims(), parameters.sessionName())) {
      throw denied();
    }
    return new Admitted(role, provider, token.claims().at("sub").text().orElse(""), audience);
  }

  private static void checkSignature(SignedTokens.Token token) {
    if (!token.keyKnown()) {
      throw invalid(
          "Couldn't retrieve verification key from your identity provider,  please reference"
              + " AssumeRoleWithWebIdentity documentation for requirements");
    }
    if (!token.signatureRight()) {
      throw invalid("The signature of the provided token is invalid");
    }
  }

  private void checkTime(JsonTree claims) {
    long now = clock.instant().getEpochSecond();
    long expires = claims.at("exp").number().orElse(0L);
    if (now >= expires) {
      throw new RefusedException(
          400,
          "ExpiredTokenException",
          "Token expired: current date/time %d must be before the expiration date/time %d"
              .formatted(now, expires));
    }
    if (claims.at("nbf").number().orElse(0L) > now) {
      throw invalid("The provided token is not valid yet");
    }
  }

  private static boolean trusts(Role role, OidcProvider provider, JsonTree claims, String session) {
    var values = new LinkedHashMap<String, List<String>>();
    claims
        .members()
        .forEach((name, value) -> values.put(provider.name() + ":" + name, texts(value)));
    values.put("sts:RoleSessionName", List.of(session));
    var request =
        new AccessRequest(
            "sts:AssumeRoleWithWebIdentity",
            Optional.of(new AccessRequest.Principal("Federated", provider.arn())),
            Optional.empty(),
            values);
    return role.trust().document().evaluate(request) instanceof Verdict.Allowed;
  }

  private static List<String> texts(JsonTree value) {
    return value.isArray()
        ? value.elements().stream().flatMap(element -> element.text().stream()).toList()
        : value.isMissing() ? List.of() : List.of(String.valueOf(value.value()));
  }

  private static RefusedException denied() {
    return new RefusedException(
        403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
  }

  private static RefusedException invalid(String reason) {
    return new RefusedException(400, "InvalidIdentityToken", reason);
  }
}
