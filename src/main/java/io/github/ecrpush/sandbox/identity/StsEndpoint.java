package io.github.ecrpush.sandbox.identity;

import io.github.ecrpush.iam.Verdict;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.web.Answer;
import io.github.ecrpush.sandbox.web.Call;
import io.github.ecrpush.sandbox.web.Endpoint;
import io.github.ecrpush.sandbox.web.Query;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// AWS's Security Token Service (query protocol, XML).
public final class StsEndpoint implements Endpoint {

  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(15);
  private static final String AUDIENCE = "sts.amazonaws.com";

  /// What a role allows that nobody configured, and what chained roles get at most.
  private static final Duration LONGEST_ROLE_SESSION = Duration.ofHours(1);

  private final RoleTrust trust;
  private final SignedTokens tokens;
  private final KeyRing keys;
  private final SignatureCheck signatures;
  private final InstantSource clock;

  public StsEndpoint(
      RoleTrust trust,
      SignedTokens tokens,
      KeyRing keys,
      SignatureCheck signatures,
      InstantSource clock) {
    this.trust = trust;
    this.tokens = tokens;
    this.keys = keys;
    this.signatures = signatures;
    this.clock = clock;
  }

  @Override
  public Answer answer(Call call) throws IOException {
    var requestId = UUID.randomUUID().toString();
    try {
      var parameters = new StsParameters(parameters(call));
      var action = parameters.action();
      var result =
          switch (action) {
            case "AssumeRoleWithWebIdentity" -> assumeWithWebIdentity(parameters);
            case "AssumeRole" -> assume(parameters, signer(call));
            case "GetCallerIdentity" -> identity(signer(call).caller());
            default ->
                throw new RefusedException(
                    400,
                    "InvalidAction",
                    "Could not find operation %s for version 2011-06-15".formatted(action));
          };
      var body =
          new Xml()
              .node(action + "Result", result)
              .node("ResponseMetadata", new Xml().leaf("RequestId", requestId))
              .document(action + "Response");
      return xml(200, body, requestId);
    } catch (SignatureException e) {
      return refusal(StsFaults.of(e), requestId);
    } catch (RefusedException e) {
      return refusal(e, requestId);
    }
  }

  private static Query parameters(Call call) throws IOException {
    return call.method().equals("GET")
        ? call.query()
        : Query.parse(new String(call.document(), StandardCharsets.UTF_8));
  }

  private SignedCaller signer(Call call) throws IOException {
    return signatures.caller(call, "sts", CLOCK_TOLERANCE);
  }

  private Xml assumeWithWebIdentity(StsParameters parameters) {
    var role = parameters.role();
    var session = parameters.sessionName();
    var duration = parameters.duration();
    var claims = checked(parameters.text("WebIdentityToken", 4, 20_000));
    if (!role.account().equals(trust.account())
        || !(trust.webIdentity(claims) instanceof Verdict.Allowed)) {
      throw new RefusedException(
          403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }
    checkRoleMaximum(duration);
    return session(role, session, duration)
        .leaf("SubjectFromWebIdentityToken", claims.at("sub").text().orElse(""))
        .leaf("Audience", AUDIENCE)
        .leaf("Provider", RoleTrust.providerArn(trust.account()));
  }

  /// The claims of a token that GitHub signed, that is for us and still good.
  private JsonTree checked(String text) {
    var token =
        tokens
            .read(text)
            .orElseThrow(() ->
                invalidToken(
                    "The ID Token provided is not a valid JWT. (You may see this error if you"
                        + " sent an Access Token)"));
    var claims = token.claims();
    var issuer = claims.at("iss").text().orElse("");
    if (!issuer.equals(GitHubClaims.ISSUER)) {
      throw invalidToken("No OpenIDConnect provider found in your account for " + issuer);
    }
    if (!token.keyKnown()) {
      throw invalidToken(
          "Couldn't retrieve verification key from your identity provider,  please reference"
              + " AssumeRoleWithWebIdentity documentation for requirements");
    }
    if (!token.signatureRight()) {
      throw invalidToken("The signature of the provided token is invalid");
    }
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
      throw invalidToken("The provided token is not valid yet");
    }
    if (!claims.at("aud").text().orElse("").equals(AUDIENCE)) {
      throw invalidToken("Incorrect token audience");
    }
    return claims;
  }

  private Xml assume(StsParameters parameters, SignedCaller signer) {
    var role = parameters.role();
    var session = parameters.sessionName();
    var duration = parameters.duration();
    if (!role.account().equals(trust.account())
        || !(trust.role(signer.caller(), conditions(parameters)) instanceof Verdict.Allowed)) {
      throw new RefusedException(
          403,
          "AccessDenied",
          "User: %s is not authorized to perform: sts:AssumeRole on resource: %s"
              .formatted(signer.caller().arn(), parameters.text("RoleArn", 20, 2048)));
    }
    if (signer.caller().temporary() && duration.compareTo(LONGEST_ROLE_SESSION) > 0) {
      throw new RefusedException(
          400,
          "ValidationError",
          "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by"
              + " role chaining");
    }
    checkRoleMaximum(duration);
    return session(role, session, duration);
  }

  private static Map<String, List<String>> conditions(StsParameters parameters) {
    return parameters
        .externalId()
        .map(id -> Map.of("sts:ExternalId", List.of(id)))
        .orElse(Map.of());
  }

  private static void checkRoleMaximum(Duration duration) {
    if (duration.compareTo(LONGEST_ROLE_SESSION) > 0) {
      throw new RefusedException(
          400,
          "ValidationError",
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
  }

  private Xml session(Names.Role role, String session, Duration duration) {
    var arn = "arn:aws:sts::%s:assumed-role/%s/%s".formatted(role.account(), role.name(), session);
    var id = Names.identifier("AROA", role.account() + "/" + role.name()) + ":" + session;
    var now = clock.instant();
    var issued = keys.issue(new Caller(role.account(), arn, id, true), now, now.plus(duration));
    var credentials =
        new Xml()
            .leaf("AccessKeyId", issued.accessKeyId())
            .leaf("SecretAccessKey", issued.secretAccessKey())
            .leaf("SessionToken", issued.sessionToken())
            .leaf("Expiration", StsFaults.timestamp(issued.expiration()));
    return new Xml()
        .node("AssumedRoleUser", new Xml().leaf("AssumedRoleId", id).leaf("Arn", arn))
        .node("Credentials", credentials);
  }

  private static Xml identity(Caller caller) {
    return new Xml()
        .leaf("Arn", caller.arn())
        .leaf("UserId", caller.userId())
        .leaf("Account", caller.account());
  }

  private static RefusedException invalidToken(String reason) {
    return new RefusedException(400, "InvalidIdentityToken", reason);
  }

  private static Answer refusal(RefusedException refusal, String requestId) {
    var error =
        new Xml()
            .leaf("Type", "Sender")
            .leaf("Code", refusal.code())
            .leaf("Message", refusal.reason());
    var body =
        new Xml().node("Error", error).leaf("RequestId", requestId).document("ErrorResponse");
    return xml(refusal.status(), body, requestId);
  }

  private static Answer xml(int status, String body, String requestId) {
    return Answer.text(status, "text/xml", body).with("x-amzn-RequestId", requestId);
  }
}
