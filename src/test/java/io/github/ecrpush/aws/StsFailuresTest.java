package io.github.ecrpush.aws;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.aws.IdentityRequest.Proof;
import io.github.ecrpush.aws.IdentityRequest.SessionPolicies;
import io.github.ecrpush.credential.TokenClaims;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.json.JsonTree;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.StsException;

class StsFailuresTest {

  private static final AwsRegion PARIS = new AwsRegion("eu-west-3");
  private static final RoleArn ROLE =
      new RoleArn("aws", new AwsAccount("123456789012"), "ci/deploy");
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final TrustPolicy UNKNOWN =
      new TrustPolicy.Unknown(
          "Nobody here may read the trust policy. Give it as a file in `trust-policy` to be told"
              + " which condition fails.");
  private static final Proof FILE =
      new Proof("a", Optional.of(Path.of("/run/token")), Optional.empty(), Optional.empty());
  private static final TokenClaims CLAIMS =
      claims("repo:octo/app:ref:refs/heads/main", "sts.amazonaws.com");

  @Test
  void shows_the_claims_and_the_statement_when_the_role_is_refused() {
    assertGolden(refused(error("AccessDenied", "Not authorized", 403)));
  }

  @Test
  void explains_the_subject_with_numbers_of_newer_repositories() {
    var claims = claims("repo:octo@17/app@42:environment:prod", "sts.amazonaws.com");

    assertGolden(refused(error("AccessDenied", "No", 403), Optional.of(claims)), "immutable");
  }

  @Test
  void has_words_for_a_token_that_cannot_be_read() {
    assertGolden(refused(error("AccessDenied", "No", 403), Optional.empty()), "unread");
  }

  @Test
  void writes_the_statement_for_the_partition_and_the_issuer_of_the_token() {
    var role = new RoleArn("aws-cn", new AwsAccount("123456789012"), "ci");
    var claims =
        claims(
            Map.of(
                "iss", "https://token.actions.octo.ghe.com",
                "aud", "sts.amazonaws.com.cn",
                "sub", "repo:octo/app:pull_request"));

    assertGolden(TrustFailures.refused(role, "x", Optional.of(claims), UNKNOWN), "china");
  }

  @Test
  void keeps_what_a_branch_name_smuggles_in_on_one_line_and_in_its_quotes() {
    var claims = claims("repo:octo/app:ref:refs/heads/\u001b[31mx\n\"}]}", "sts.amazonaws.com");

    var fix = refused(error("AccessDenied", "No", 403), Optional.of(claims)).explanation().fix();
    var why = refused(error("AccessDenied", "No", 403), Optional.of(claims)).explanation().why();

    assertThat(fix).contains("refs/heads/\\u001B[31mx\\n\\\"}]}\"").doesNotContain("\u001b");
    assertThat(why)
        .contains("sub                  repo:octo/app:ref:refs/heads/ [31mx \"}]}")
        .doesNotContain("\u001b");
  }

  @Test
  void says_that_the_account_has_no_identity_provider() {
    assertGolden(
        refused(
            error(
                "InvalidIdentityToken",
                "No OpenIDConnect provider found in your account for"
                    + " https://token.actions.githubusercontent.com",
                400)));
  }

  @Test
  void says_that_the_audience_is_not_known() {
    assertGolden(refused(error("InvalidIdentityToken", "Incorrect token audience", 400)));
  }

  @Test
  void says_that_the_token_is_rejected() {
    assertGolden(refused(error("IDPRejectedClaim", "The claim is not\n accepted.", 403)));
  }

  @Test
  void says_that_the_token_is_too_old() {
    assertGolden(refused(error("ExpiredTokenException", "Token expired", 400)));
  }

  @Test
  void tells_a_clock_that_is_wrong_by_the_token_that_was_made_just_now() {
    var made = Map.of("iat", String.valueOf(NOON.minusSeconds(660).getEpochSecond()));

    assertGolden(
        refused(error("ExpiredTokenException", "Token expired", 400), Optional.of(claims(made))));
  }

  @Test
  void tells_an_old_token_of_a_file_as_that_and_not_as_a_wrong_clock() {
    var old =
        claims(
            Map.of(
                "iat", String.valueOf(NOON.minusSeconds(660).getEpochSecond()),
                "exp", String.valueOf(NOON.minusSeconds(360).getEpochSecond())));
    var holds = claims(Map.of("exp", String.valueOf(NOON.plusSeconds(600).getEpochSecond())));
    var expired = error("ExpiredTokenException", "Token expired", 400);

    assertGolden(refused(expired, Optional.of(old), FILE), "file");
    assertGolden(refused(expired, Optional.of(holds), FILE), "file");
    assertThat(refused(expired, Optional.empty(), FILE).explanation().id())
        .isEqualTo("sts-token-expired");
    assertThat(StsFailures.mayPass(expired, request(FILE, SessionPolicies.NONE))).isFalse();
  }

  @Test
  void names_the_file_of_a_token_that_is_rejected() {
    assertGolden(
        refused(error("InvalidIdentityToken", "Not valid.", 400), Optional.empty(), FILE), "file");
  }

  @Test
  void names_the_managed_policies_when_one_is_not_there() {
    var policies = new SessionPolicies(Optional.empty(), List.of("arn:aws:iam::aws:policy/Nope"));
    var request = request(Proof.gitHub("a"), policies);
    var missing = "Policy arn:aws:iam::aws:policy/Nope does not exist or is not attachable.";

    assertGolden(refused(error("ValidationError", missing, 400), Optional.of(CLAIMS), request));
    assertThat(
            refused(error("MalformedPolicyDocument", missing, 400), Optional.of(CLAIMS), request)
                .explanation()
                .id())
        .isEqualTo("sts-session-policy-refused");
  }

  @Test
  void says_that_sts_cannot_reach_the_issuer() {
    assertGolden(refused(error("IDPCommunicationError", "No answer", 400)));
    assertThat(
            refused(
                error(
                    "InvalidIdentityToken",
                    "Couldn't retrieve verification key from your identity provider",
                    400)))
        .isEqualTo(refused(error("IDPCommunicationError", "No answer", 400)));
  }

  @Test
  void says_that_sts_is_not_active_in_the_region() {
    assertGolden(refused(error("RegionDisabledException", "Not active", 403)));
  }

  @Test
  void says_that_the_session_is_too_long_for_the_role() {
    assertGolden(
        refused(
            error(
                "ValidationError",
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
                400)));
  }

  @Test
  void says_what_sts_did_not_understand() {
    assertGolden(refused(error("ValidationError", "1 validation error detected: …", 400)));
  }

  @Test
  void says_that_sts_is_busy_or_unwell() {
    assertGolden(refused(error("Throttling", "Rate exceeded", 400)));
    assertGolden(refused(error("InternalFailure", "Oops", 500)));
  }

  @Test
  void says_what_aws_says_when_it_is_something_else() {
    assertGolden(refused(error("SomethingNew", "Something new is wrong.", 400)));
  }

  @Test
  void says_that_the_answer_holds_no_credentials() {
    assertGolden(StsFailures.answerUnreadable(ROLE).failure());
  }

  @Test
  void says_that_the_credentials_of_the_machine_have_expired_or_are_unknown() {
    assertGolden(notKnown(error("ExpiredToken", "x", 403)));
    assertGolden(notKnown(error("InvalidClientTokenId", "x", 403)));
    assertGolden(
        StsFailures.notKnown(
                error("SignatureDoesNotMatch", "x", 403), AwsServer.atAws("STS", PARIS), true)
            .failure(),
        "given");
  }

  @Test
  void says_that_the_clock_of_the_machine_is_wrong() {
    assertGolden(
        notKnown(
            error(
                "SignatureDoesNotMatch",
                "Signature expired: 20300101T114500Z is now earlier than 20300101T115500Z",
                403)));
    assertThat(notKnown(error("RequestExpired", "x", 400)).explanation().id())
        .isEqualTo("aws-clock-skewed");
  }

  @Test
  void takes_an_unknown_name_for_an_unknown_region_when_nobody_has_heard_of_it() {
    var unknown = client(new UnknownHostException("sts.eu-west-7.amazonaws.com"));

    var known = StsFailures.notKnown(unknown, AwsServer.atAws("STS", PARIS), false).failure();
    var unheard =
        StsFailures.notKnown(unknown, AwsServer.atAws("STS", new AwsRegion("eu-west-7")), false)
            .failure();

    assertThat(known.explanation().id()).isEqualTo("network-name-unknown");
    assertThat(unheard.explanation().id()).isEqualTo("aws-region-unknown");
  }

  @Test
  void names_the_server_that_stands_in_the_place_of_aws() {
    var other =
        new AwsServer(
            "STS", new AwsRegion("eu-west-7"), Optional.of(URI.create("http://sts.test:1")));

    var refused =
        StsFailures.notKnown(client(new ConnectException("refused")), other, false).failure();
    var unknown = StsFailures.notKnown(client(new UnknownHostException("sts.test")), other, false);

    assertThat(refused.explanation().why()).contains("where STS at `http://sts.test:1` should be");
    assertThat(unknown.failure().explanation().id()).isEqualTo("network-name-unknown");
  }

  @Test
  void tells_a_broken_connection_from_a_refusal() {
    assertThat(notKnown(client(new SocketException("reset"))).explanation().id())
        .isEqualTo("network-connection-broken");
    assertThat(notKnown(SdkClientException.create("strange")).explanation().why())
        .isEqualTo("strange");
  }

  private static Failure refused(SdkException e) {
    return refused(e, Optional.of(CLAIMS));
  }

  private static Failure refused(SdkException e, Optional<TokenClaims> claims) {
    return refused(e, claims, Proof.gitHub("sts.amazonaws.com"));
  }

  private static Failure refused(SdkException e, Optional<TokenClaims> claims, Proof proof) {
    return refused(e, claims, request(proof, SessionPolicies.NONE));
  }

  private static Failure refused(
      SdkException e, Optional<TokenClaims> claims, IdentityRequest request) {
    return StsFailures.notAssumed(
            e,
            AwsServer.atAws("STS", PARIS),
            request,
            new StsFailures.Presented(ROLE, claims, UNKNOWN, NOON))
        .failure();
  }

  private static IdentityRequest request(Proof proof, SessionPolicies policies) {
    return new IdentityRequest(
        new IdentityRequest.Roles(Optional.of(ROLE), List.of(), false),
        new IdentityRequest.Session(
            "octo-app-7",
            Duration.ofHours(6),
            Optional.empty(),
            policies,
            IdentityRequest.SessionTags.NONE),
        proof,
        PARIS,
        List.of());
  }

  private static Failure notKnown(SdkException e) {
    return StsFailures.notKnown(e, AwsServer.atAws("STS", PARIS), false).failure();
  }

  private static SdkException client(IOException cause) {
    return SdkClientException.create("Unable to execute HTTP request", cause);
  }

  private static AwsServiceException error(String code, String message, int status) {
    return StsException.builder()
        .statusCode(status)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage(message)
                .serviceName("Sts")
                .build())
        .build();
  }

  private static TokenClaims claims(String subject, String audience) {
    return claims(
        Map.of(
            "iss", "https://token.actions.githubusercontent.com", "aud", audience, "sub", subject));
  }

  private static TokenClaims claims(Map<String, String> said) {
    return TokenClaims.of(new JsonTree(said));
  }
}
