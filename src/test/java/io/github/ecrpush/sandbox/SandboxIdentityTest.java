package io.github.ecrpush.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.accounts.Role.TrustPolicy;
import io.github.ecrpush.sandbox.identity.GitHubClaims;
import io.github.ecrpush.testing.MovableClock;
import io.github.ecrpush.testing.PlainHttp;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.model.Credentials;

/// GitHub's tokens and what STS gives for them.
class SandboxIdentityTest {

  private static final String KEY = "AKIAIOSFODNN7EXAMPLE";
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final String AUDIENCE = "sts.amazonaws.com";

  @TempDir private Path data;
  private final MovableClock clock = new MovableClock();
  private final java.util.ArrayList<Sandbox> started = new java.util.ArrayList<>();

  private Sandbox start(SandboxSettings settings) {
    var sandbox = Sandbox.start(settings, clock);
    started.add(sandbox);
    return sandbox;
  }

  private Sandbox start() {
    return start(SandboxSettings.in(data).withKeys(Map.of(KEY, SECRET)));
  }

  private SandboxClient withClaims(String json) {
    var claims = GitHubClaims.of(Json.parse(json));
    return new SandboxClient(start(SandboxSettings.in(data).withClaims(claims)));
  }

  private SandboxClient withTrust(String condition) {
    var policy =
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
          "Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},
          "Action":"sts:AssumeRoleWithWebIdentity","Condition":%s}]}
        """
            .formatted(condition);
    var document = TrustPolicy.of(Json.parse(policy));
    return new SandboxClient(start(SandboxSettings.in(data).withTrust(document)));
  }

  @AfterEach
  void end() {
    started.forEach(Sandbox::close);
  }

  private static JsonTree claims(String token) {
    var payload = token.split("\\.", -1)[1];
    return Json.parse(Base64.getUrlDecoder().decode(payload));
  }

  private static void assertRefused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call,
      int status,
      String code,
      String text) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.statusCode()).isEqualTo(status);
              assertThat(e.awsErrorDetails().errorMessage()).contains(text);
              assertThat(e.requestId()).isNotBlank();
            });
  }

  @Test
  void says_of_a_job_what_github_says() throws IOException {
    var claims = claims(new SandboxClient(start()).idToken("my%20audience"));

    assertThat(claims.at("iss").text()).contains("https://token.actions.githubusercontent.com");
    assertThat(claims.at("aud").text()).contains("my audience");
    assertThat(claims.at("sub").text()).contains("repo:octo/app:ref:refs/heads/main");
    assertThat(claims.at("repository").text()).contains("octo/app");
    assertThat(claims.at("job_workflow_ref").text())
        .contains("octo/app/.github/workflows/ci.yml@refs/heads/main");
    long issued = claims.at("iat").number().orElseThrow();
    assertThat(claims.at("exp").number()).contains(issued + 300);
    assertThat(claims.at("nbf").number().orElseThrow()).isLessThan(issued);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"ref\":\"refs/tags/v1\"}                       | repo:octo/app:ref:refs/tags/v1",
        "{\"repository\":\"acme/web\"}                    | repo:acme/web:ref:refs/heads/main",
        "{\"event_name\":\"pull_request\"}                | repo:octo/app:pull_request",
        "{\"environment\":\"prod:eu\"}                    | repo:octo/app:environment:prod%3Aeu",
        "{\"environment\":\"p\",\"event_name\":\"pull_request\"} | repo:octo/app:environment:p",
        "{\"sub\":\"anything\"}                           | anything",
        "{\"use_immutable_subject\":true,\"repository_owner_id\":\"1\",\"repository_id\":\"2\"}"
            + " | repo:octo@1/app@2:ref:refs/heads/main",
      })
  void names_the_subject_as_github_does(String told, String subject) throws IOException {
    var claims = claims(withClaims(told).idToken(AUDIENCE));

    assertThat(claims.at("sub").text()).contains(subject);
    assertThat(claims.at("use_immutable_subject").isMissing()).isTrue();
  }

  @Test
  void publishes_the_key_that_its_tokens_are_signed_with() throws Exception {
    var sandbox = start();
    var token = new SandboxClient(sandbox).idToken(AUDIENCE).split("\\.", -1);
    var configuration = fetch(sandbox.address() + "/.well-known/openid-configuration");
    var key =
        fetch(configuration.at("jwks_uri").text().orElseThrow()).at("keys").elements().getFirst();

    var signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(number(key, "n"), number(key, "e"))));
    signature.update((token[0] + "." + token[1]).getBytes(StandardCharsets.US_ASCII));

    assertThat(signature.verify(Base64.getUrlDecoder().decode(token[2]))).isTrue();
    assertThat(Json.parse(Base64.getUrlDecoder().decode(token[0])).at("kid"))
        .isEqualTo(key.at("kid"));
  }

  private static JsonTree fetch(String url) throws IOException {
    return Json.parse(PlainHttp.send("GET", url, Map.of(), new byte[0]).bytes());
  }

  private static BigInteger number(JsonTree key, String name) {
    return new BigInteger(1, Base64.getUrlDecoder().decode(key.at(name).text().orElseThrow()));
  }

  @Test
  void takes_tokens_for_aws_in_china_too() throws IOException {
    var client = new SandboxClient(start());

    assertThat(client.assumeRole(client.idToken("sts.amazonaws.com.cn")).audience())
        .isEqualTo("sts.amazonaws.com.cn");
  }

  @Test
  void gives_no_token_to_who_shows_another_request_token() throws IOException {
    var url = start().environment().getOrDefault("ACTIONS_ID_TOKEN_REQUEST_URL", "");

    for (var headers : List.of(Map.of("Authorization", "Bearer other"), Map.<String, String>of())) {
      assertThat(PlainHttp.send("GET", url, headers, new byte[0]).status()).isEqualTo(401);
    }
  }

  @Test
  void gives_a_token_however_the_scheme_is_written() throws IOException {
    var environment = start().environment();
    var url = environment.getOrDefault("ACTIONS_ID_TOKEN_REQUEST_URL", "");
    var shown = "bearer " + environment.get("ACTIONS_ID_TOKEN_REQUEST_TOKEN");

    assertThat(PlainHttp.send("GET", url, Map.of("Authorization", shown), new byte[0]).status())
        .isEqualTo(200);
  }

  @Test
  void answers_with_all_that_sts_says_of_an_assumed_role() throws IOException {
    var client = new SandboxClient(start());

    var answer = client.assumeRole(client.idToken(AUDIENCE));

    assertThat(answer.assumedRoleUser().arn())
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/sandbox/run-1");
    assertThat(answer.subjectFromWebIdentityToken()).isEqualTo("repo:octo/app:ref:refs/heads/main");
    assertThat(answer.audience()).isEqualTo(AUDIENCE);
    assertThat(answer.credentials().accessKeyId()).matches("ASIA[A-Z2-7]{16}");
    assertThat(Duration.between(clock.instant(), answer.credentials().expiration()))
        .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
    try (var sts = client.sts(SandboxClient.credentials(answer))) {
      var identity = sts.getCallerIdentity();
      assertThat(identity.arn()).isEqualTo(answer.assumedRoleUser().arn());
      assertThat(identity.userId()).isEqualTo(answer.assumedRoleUser().assumedRoleId());
      assertThat(identity.account()).isEqualTo("123456789012");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"repository\":\"other/app\"}",
        "{\"repository\":\"Octo/app\"}",
        "{\"repository\":\"octopus/app\"}",
      })
  void denies_jobs_of_other_owners(String told) throws IOException {
    var client = withClaims(told);
    var token = client.idToken(AUDIENCE);

    assertRefused(
        () -> client.assumeRole(token),
        403,
        "AccessDenied",
        "Not authorized to perform sts:AssumeRoleWithWebIdentity");
  }

  @Test
  void trusts_immutable_subjects_of_the_owner_too() throws IOException {
    var client = withClaims("{\"use_immutable_subject\":true}");

    assertThat(client.assumeRole(client.idToken(AUDIENCE)).subjectFromWebIdentityToken())
        .startsWith("repo:octo@");
  }

  @Test
  void evaluates_the_trust_policy_on_any_claim() throws IOException {
    var key = "token.actions.githubusercontent.com:job_workflow_ref";
    var client =
        withTrust("{\"StringLike\":{\"%s\":\"octo/app/*@refs/heads/main\"}}".formatted(key));

    assertThat(client.assumeRole(client.idToken(AUDIENCE)).credentials()).isNotNull();
  }

  @Test
  void denies_what_the_trust_policy_does_not_let_in() throws IOException {
    var key = "token.actions.githubusercontent.com:environment";
    var client = withTrust("{\"StringEquals\":{\"%s\":\"production\"}}".formatted(key));
    var token = client.idToken(AUDIENCE);

    assertRefused(() -> client.assumeRole(token), 403, "AccessDenied", "Not authorized");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::999999999999:role/sandbox, AccessDenied, 403",
    "arn:aws:iam::123456789012:user/sandbox, ValidationError, 400",
    "arn:aws:iam:::role/x,                   ValidationError, 400",
    "sandbox,                                ValidationError, 400",
  })
  void refuses_roles_of_others_and_what_is_no_role(String role, String code, int status)
      throws IOException {
    var client = new SandboxClient(start());
    var token = client.idToken(AUDIENCE);

    assertRefused(() -> client.assumeRole(role, token), status, code, "");
  }

  @Test
  void refuses_tokens_that_are_not_for_it() throws IOException {
    var client = new SandboxClient(start());
    var token = client.idToken("sigstore");

    assertRefused(
        () -> client.assumeRole(token), 400, "InvalidIdentityToken", "Incorrect token audience");
  }

  @Test
  void refuses_an_expired_token() throws IOException {
    var client = new SandboxClient(start());
    var token = client.idToken(AUDIENCE);
    clock.setAhead(Duration.ofMinutes(6));

    assertRefused(() -> client.assumeRole(token), 400, "ExpiredTokenException", "Token expired");
  }

  @Test
  void refuses_tokens_that_it_did_not_sign() throws IOException {
    var client = new SandboxClient(start());
    var parts = client.idToken(AUDIENCE).split("\\.", -1);
    var forged = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    var other = encode(forged.replace("octo/app", "octo/web"));
    var none = encode("{\"typ\":\"JWT\",\"alg\":\"none\"}");
    var hmac = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);

    for (var token :
        List.of(
            parts[0] + "." + other + "." + parts[2],
            parts[0] + "." + parts[1] + ".",
            none + "." + parts[1] + ".",
            encode(hmac.replace("RS256", "HS256")) + "." + parts[1] + "." + parts[2],
            "no.token.atall",
            "....",
            "{}.{}.{}")) {
      assertRefused(() -> client.assumeRole(token), 400, "InvalidIdentityToken", "");
    }
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void refuses_another_issuer_by_its_name() throws IOException {
    var client = withClaims("{\"iss\":\"https://evil.example\"}");
    var token = client.idToken(AUDIENCE);

    assertRefused(
        () -> client.assumeRole(token),
        400,
        "InvalidIdentityToken",
        "No OpenIDConnect provider found in your account for https://evil.example");
  }

  @ParameterizedTest
  @CsvSource({
    "RoleSessionName=a,            failed to satisfy constraint",
    "RoleSessionName=a b,          regular expression pattern",
    "RoleSessionName=,             Member must not be null",
    "DurationSeconds=899,          greater than or equal to 900",
    "DurationSeconds=43201,        less than or equal to 43200",
    "DurationSeconds=3601,         exceeds the MaxSessionDuration set for this role",
    "WebIdentityToken=,            Member must not be null",
  })
  void refuses_parameters_outside_their_bounds(String parameter, String text) throws IOException {
    var sandbox = start();
    var client = new SandboxClient(sandbox);
    var form = new java.util.LinkedHashMap<String, String>();
    form.put("Action", "AssumeRoleWithWebIdentity");
    form.put("RoleArn", sandbox.environment().getOrDefault("ECR_PUSH_SANDBOX_ROLE", ""));
    form.put("RoleSessionName", "run-1");
    form.put("WebIdentityToken", client.idToken(AUDIENCE));
    form.put(parameter.split("=", -1)[0], parameter.split("=", -1)[1]);

    var reply = post(sandbox, form);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).contains("<Code>ValidationError</Code>", text);
  }

  private static PlainHttp.Reply post(Sandbox sandbox, Map<String, String> form)
      throws IOException {
    var body = new StringBuilder();
    form.forEach((name, value) ->
        body.append(name)
            .append('=')
            .append(java.net.URLEncoder.encode(value, StandardCharsets.UTF_8))
            .append('&'));
    return PlainHttp.send(
        "POST",
        sandbox.address() + "/",
        Map.of("Content-Type", "application/x-www-form-urlencoded"),
        body.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void escapes_what_it_repeats_in_xml() throws IOException {
    var reply = post(start(), Map.of("Action", "<&\"\u0001>"));

    assertThat(reply.text())
        .contains("<Code>InvalidAction</Code>", "operation &lt;&amp;&quot;?&gt; for version");
  }

  @Test
  void lets_members_of_the_account_assume_roles_for_an_hour_at_most() {
    var client = new SandboxClient(start());
    try (var sts = client.sts(SandboxClient.keys(KEY, SECRET))) {
      var role = "arn:aws:iam::123456789012:role/team/deploy";

      var assumed = sts.assumeRole(request -> request.roleArn(role).roleSessionName("chained"));

      assertThat(assumed.assumedRoleUser().arn())
          .isEqualTo("arn:aws:sts::123456789012:assumed-role/deploy/chained");
      try (var chained = client.sts(session(assumed.credentials()))) {
        assertRefused(
            () ->
                chained.assumeRole(
                    request -> request.roleArn(role).roleSessionName("x2").durationSeconds(7200)),
            400,
            "ValidationError",
            "1 hour session limit for roles assumed by role chaining");
      }
    }
  }

  private static software.amazon.awssdk.auth.credentials.AwsCredentials session(
      Credentials credentials) {
    return software.amazon.awssdk.auth.credentials.AwsSessionCredentials.create(
        credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
  }

  @Test
  void knows_who_has_keys_that_last() {
    try (var sts = new SandboxClient(start()).sts(SandboxClient.keys(KEY, SECRET))) {
      assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::123456789012:user/sandbox");
    }
  }

  @Test
  void refuses_signatures_in_each_protocols_words() throws IOException {
    var client = new SandboxClient(start());
    var wrong = SandboxClient.keys(KEY, "wrong");
    var unknown = SandboxClient.keys("AKIAXXXXXXXXXXXXXXXX", "wrong");
    try (var sts = client.sts(wrong);
        var ecr = client.ecr(wrong)) {
      assertRefused(sts::getCallerIdentity, 403, "SignatureDoesNotMatch", "does not match");
      assertRefused(ecr::getAuthorizationToken, 400, "InvalidSignatureException", "does not match");
    }
    try (var sts = client.sts(unknown);
        var ecr = client.ecr(unknown)) {
      assertRefused(sts::getCallerIdentity, 403, "InvalidClientTokenId", "is invalid");
      assertRefused(ecr::getAuthorizationToken, 400, "UnrecognizedClientException", "is invalid");
    }
    var session = client.session();
    clock.setAhead(Duration.ofMinutes(61));
    try (var sts = client.sts(session);
        var ecr = client.ecr(session)) {
      assertRefused(sts::getCallerIdentity, 403, "ExpiredToken", "expired");
      assertRefused(ecr::getAuthorizationToken, 400, "ExpiredTokenException", "expired");
    }
  }

  @Test
  void refuses_a_key_with_the_token_of_another_session() throws IOException {
    var client = new SandboxClient(start());
    var one = client.assumeRole(client.idToken(AUDIENCE)).credentials();
    var two = client.assumeRole(client.idToken(AUDIENCE)).credentials();
    var mixed =
        software.amazon.awssdk.auth.credentials.AwsSessionCredentials.create(
            one.accessKeyId(), one.secretAccessKey(), two.sessionToken());
    try (var ecr = client.ecr(mixed)) {
      assertRefused(ecr::describeRepositories, 400, "UnrecognizedClientException", "is invalid");
    }
  }

  @Test
  void refuses_requests_that_nobody_signed() throws IOException {
    var sandbox = start();
    var target =
        Map.of("X-Amz-Target", "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories");

    var ecr = PlainHttp.send("POST", sandbox.address() + "/", target, new byte[0]);
    var sts = post(sandbox, Map.of("Action", "GetCallerIdentity"));

    assertThat(ecr.status()).isEqualTo(400);
    assertThat(ecr.header("x-amzn-ErrorType")).isEqualTo("MissingAuthenticationTokenException");
    assertThat(sts.status()).isEqualTo(403);
    assertThat(sts.text()).contains("<Code>MissingAuthenticationToken</Code>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Bearer x                                                    | IncompleteSignatureException",
        "AWS4-HMAC-SHA256                                            | IncompleteSignatureException",
        "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=1 | IncompleteSignatureException",
        "AWS4-HMAC-SHA256 Credential=a/b/c/ecr/aws4_request, SignedHeaders=date, Signature=1"
            + " | InvalidSignatureException",
        "AWS4-HMAC-SHA256 Credential=a/b/c/ecr/aws4_request, SignedHeaders=host, Signature=1"
            + " | IncompleteSignatureException",
      })
  void refuses_broken_signatures(String authorization, String code) throws IOException {
    var headers =
        Map.of(
            "X-Amz-Target",
            "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories",
            "Authorization",
            authorization);

    var reply = PlainHttp.send("POST", start().address() + "/", headers, new byte[0]);

    assertThat(reply.header("x-amzn-ErrorType")).isEqualTo(code);
  }

  @Test
  void tells_a_client_whose_clock_is_wrong_so_that_it_can_correct_itself() {
    var client = new SandboxClient(start());
    clock.setAhead(Duration.ofMinutes(30));

    try (var sts = client.sts(SandboxClient.keys(KEY, SECRET))) {
      assertThat(sts.getCallerIdentity().account()).isEqualTo("123456789012");
    }
  }

  @Test
  void ends_registry_passwords_after_twelve_hours() throws IOException {
    var client = new SandboxClient(start());
    var login = client.login();
    clock.setAhead(Duration.ofHours(12).minusMinutes(1));
    assertThat(client.registry("GET", "/v2/", login).status()).isEqualTo(200);

    clock.setAhead(Duration.ofHours(12).plusMinutes(1));
    var reply = client.registry("GET", "/v2/", login);

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text()).contains("DENIED", "Your authorization token has expired");
  }

  @Test
  void ends_sessions_and_passwords_that_are_revoked() throws IOException {
    var sandbox = start();
    var client = new SandboxClient(sandbox);
    var session = client.session();
    var login = client.login();

    clock.setAhead(Duration.ofSeconds(10));
    sandbox.revokeSessions(clock.instant());

    assertThat(client.registry("GET", "/v2/", login).status()).isEqualTo(403);
    try (var ecr = client.ecr(session)) {
      assertRefused(ecr::getAuthorizationToken, 400, "ExpiredTokenException", "");
    }
    clock.setAhead(Duration.ofSeconds(20));
    assertThat(client.registry("GET", "/v2/", client.login()).status()).isEqualTo(200);
  }
}
