package io.github.ecrpush.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static io.github.ecrpush.testing.ScriptedAws.caller;
import static io.github.ecrpush.testing.ScriptedAws.session;
import static io.github.ecrpush.testing.ScriptedAws.sessions;
import static io.github.ecrpush.testing.ScriptedAws.sts;
import static io.github.ecrpush.testing.ScriptedAws.stsCalls;
import static io.github.ecrpush.testing.ScriptedAws.stsError;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.ecrpush.aws.IdentityRequest.Proof;
import io.github.ecrpush.aws.IdentityRequest.Roles;
import io.github.ecrpush.aws.IdentityRequest.Session;
import io.github.ecrpush.aws.IdentityRequest.SessionPolicies;
import io.github.ecrpush.aws.IdentityRequest.SessionTags;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.progress.ProgressEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ChainedRoleTest {

  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final AwsRegion PARIS = new AwsRegion("eu-west-3");
  private static final RoleArn CI = new RoleArn("aws", new AwsAccount("123456789012"), "ci");
  private static final RoleArn HUB = new RoleArn("aws", new AwsAccount("123456789012"), "hub");
  private static final RoleArn SPOKE = new RoleArn("aws", new AwsAccount("210987654321"), "spoke");
  private static final String TOKEN = "AssumeRoleWithWebIdentity";
  private static final String POLICY = "{\"Statement\":[]}";

  @RegisterExtension
  static final WireMockExtension STS =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  @TempDir Path home;

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final List<ProgressEvent> events = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();

  @Test
  void assumes_each_role_with_the_credentials_of_the_one_before() throws Exception {
    answers();
    var session =
        new Session(
            "octo-app-7",
            Duration.ofHours(6),
            Optional.of("octo-42"),
            new SessionPolicies(Optional.of(POLICY), List.of("arn:aws:iam::aws:policy/Read")),
            new SessionTags(Map.of("Team", "web", "Cost", "7"), List.of("Team")));

    try (var identity = identity(roles(Optional.of(CI), HUB, SPOKE), session)) {
      assertThat(identity.open().origin())
          .isEqualTo(
              "role `%s`, through `%s` and `%s`, by GitHub's token".formatted(SPOKE, CI, HUB));
    }

    STS.verify(
        1,
        stsCalls(TOKEN)
            .withFormParam("DurationSeconds", equalTo("21600"))
            .withFormParam("Policy", absent())
            .withFormParam("Tags.member.1.Key", absent()));
    STS.verify(
        1,
        stsCalls("AssumeRole")
            .withFormParam("RoleArn", equalTo(HUB.toString()))
            .withFormParam("ExternalId", equalTo("octo-42"))
            .withFormParam("DurationSeconds", equalTo("3600"))
            .withFormParam("Policy", absent())
            .withFormParam("TransitiveTagKeys.member.1", equalTo("Team"))
            .withFormParam("Tags.member.2.Key", matching("Team|Cost"))
            .withHeader("Authorization", containing("Credential=ASIATOKEN/"))
            .withHeader("X-Amz-Security-Token", equalTo("session-of-ASIATOKEN")));
    STS.verify(
        1,
        stsCalls("AssumeRole")
            .withFormParam("RoleArn", equalTo(SPOKE.toString()))
            .withFormParam("ExternalId", equalTo("octo-42"))
            .withFormParam("Policy", equalTo(POLICY))
            .withFormParam("PolicyArns.member.1.arn", equalTo("arn:aws:iam::aws:policy/Read"))
            .withFormParam("Tags.member.1.Key", equalTo("Cost"))
            .withFormParam("Tags.member.2.Key", absent())
            .withFormParam("TransitiveTagKeys.member.1", absent())
            .withHeader("Authorization", containing("Credential=ASIAHUB/")));
  }

  @Test
  void restricts_the_role_of_the_token_when_it_is_the_last_and_each_time_anew() throws Exception {
    answers();
    var session =
        new Session(
            "octo-app-7",
            IdentityRequest.USUAL_DURATION,
            Optional.empty(),
            new SessionPolicies(Optional.of(POLICY), List.of()),
            SessionTags.NONE);

    try (var identity = identity(roles(Optional.of(CI)), session)) {
      identity.open();
      now.set(NOON.plusSeconds(3500));
      identity.credentials().resolveCredentials();
    }

    STS.verify(2, stsCalls(TOKEN).withFormParam("Policy", equalTo(POLICY)));
  }

  @Test
  void renews_every_role_of_the_chain_when_all_have_ended() throws Exception {
    answers();

    try (var identity = identity(roles(Optional.of(CI), HUB), Session.named("octo-app-7"))) {
      identity.open();
      now.set(NOON.plusSeconds(3500));
      identity.credentials().resolveCredentials();
    }

    STS.verify(2, stsCalls(TOKEN));
    STS.verify(2, stsCalls("AssumeRole"));
  }

  @Test
  void begins_a_chain_with_what_the_machine_offers() throws Exception {
    answers();
    environment.put("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "s");

    try (var identity = identity(roles(Optional.empty(), HUB), Session.named("octo-app-7"))) {
      assertThat(identity.open().origin()).endsWith("by the credentials of this machine");
    }

    STS.verify(0, stsCalls(TOKEN));
    STS.verify(
        1,
        stsCalls("AssumeRole").withHeader("Authorization", containing("Credential=AKIAEXAMPLE/")));
  }

  @Test
  void names_the_hop_that_is_refused_and_asks_once() {
    answers();
    STS.stubFor(
        sts("AssumeRole")
            .withFormParam("RoleArn", equalTo(SPOKE.toString()))
            .willReturn(
                stsError(
                    403,
                    "AccessDenied",
                    "User: arn:aws:sts::123456789012:assumed-role/hub/x is not authorized to"
                        + " perform: sts:AssumeRole on resource: "
                        + SPOKE)));

    assertGolden(failure(roles(Optional.of(CI), HUB, SPOKE)));
    STS.verify(1, stsCalls("AssumeRole").withFormParam("RoleArn", equalTo(SPOKE.toString())));
  }

  @Test
  void writes_statements_for_whom_aws_names() {
    answers();
    environment.put("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "s");
    STS.stubFor(
        sts("AssumeRole")
            .willReturn(
                stsError(
                    403,
                    "AccessDenied",
                    "User: arn:aws:iam::123456789012:user/ana is not authorized to perform:"
                        + " sts:AssumeRole on resource: "
                        + HUB)));

    assertThat(failure(roles(Optional.empty(), HUB)).explanation().fix())
        .contains("a policy of `arn:aws:iam::123456789012:user/ana`")
        .contains("{\"AWS\": \"arn:aws:iam::123456789012:user/ana\"}");
  }

  @Test
  void names_the_managed_policies_of_the_last_hop() {
    answers();
    STS.stubFor(
        sts("AssumeRole").willReturn(stsError(400, "ValidationError", "Policy x does not exist.")));
    var policies = new SessionPolicies(Optional.empty(), List.of("arn:aws:iam::aws:policy/Nope"));
    var session =
        new Session(
            "octo-app-7",
            IdentityRequest.USUAL_DURATION,
            Optional.empty(),
            policies,
            SessionTags.NONE);

    assertThat(
            failure(
                    new IdentityRequest(
                        roles(Optional.of(CI), HUB), session, Proof.gitHub("a"), PARIS, List.of()))
                .explanation()
                .id())
        .isEqualTo("sts-session-policy-refused");
  }

  @Test
  void renews_the_hop_before_once_when_aws_finds_it_ended_early() throws Exception {
    answers();
    sessions(NOON.plusSeconds(3600), "ASIAFIRST", "ASIASECOND", "ASIATHIRD").forEach(STS::stubFor);
    STS.stubFor(
        sts("AssumeRole")
            .withHeader("Authorization", containing("Credential=ASIAFIRST/"))
            .willReturn(stsError(403, "ExpiredToken", "The security token is expired")));

    try (var identity = identity(roles(Optional.of(CI), HUB), Session.named("octo-app-7"))) {
      assertThat(identity.open().origin()).contains(HUB.toString());
    }

    STS.verify(2, stsCalls(TOKEN));
    STS.verify(2, stsCalls("AssumeRole"));
  }

  @Test
  void names_the_hop_whose_source_stays_ended_and_renews_once() {
    answers();
    sessions(NOON.plusSeconds(3600), "ASIAFIRST", "ASIASECOND", "ASIATHIRD").forEach(STS::stubFor);
    STS.stubFor(
        sts("AssumeRole")
            .withFormParam("RoleArn", equalTo(SPOKE.toString()))
            .willReturn(stsError(403, "ExpiredToken", "The security token is expired")));

    assertGolden(failure(roles(Optional.of(CI), SPOKE)));
    STS.verify(2, stsCalls(TOKEN));
    STS.verify(2, stsCalls("AssumeRole"));
  }

  @Test
  void says_that_tags_are_what_is_refused() {
    answers();
    STS.stubFor(
        sts("AssumeRole")
            .willReturn(
                stsError(
                    403,
                    "AccessDenied",
                    "User: arn:aws:sts::123456789012:assumed-role/ci/x is not authorized to"
                        + " perform: sts:TagSession on resource: "
                        + HUB)));

    assertGolden(failure(roles(Optional.of(CI), HUB)));
  }

  @Test
  void says_what_aws_minds_about_session_policies() {
    answers();
    STS.stubFor(
        sts("AssumeRole")
            .willReturn(stsError(400, "PackedPolicyTooLarge", "Packed size is 104% of the limit")));
    assertGolden(failure(roles(Optional.of(CI), HUB)));

    STS.stubFor(
        sts("AssumeRole")
            .willReturn(stsError(400, "MalformedPolicyDocument", "Syntax errors in policy.")));
    assertGolden(failure(roles(Optional.of(CI), HUB)));
  }

  @Test
  void waits_for_credentials_that_are_new_to_be_known() throws Exception {
    answers();
    STS.stubFor(
        sts("AssumeRole")
            .inScenario("new")
            .whenScenarioStateIs(Scenario.STARTED)
            .willReturn(stsError(403, "InvalidClientTokenId", "not known yet"))
            .willSetStateTo("known"));

    try (var identity = identity(roles(Optional.of(CI), HUB), Session.named("octo-app-7"))) {
      assertThat(identity.open().arn()).contains("assumed-role");
    }
  }

  @Test
  void does_not_begin_a_chain_that_ends_in_an_account_that_is_not_allowed() {
    var request =
        new IdentityRequest(
            roles(Optional.of(CI), SPOKE),
            Session.named("octo-app-7"),
            Proof.gitHub("a"),
            PARIS,
            List.of(CI.account()));

    assertThat(failure(request).explanation().id()).isEqualTo("aws-account-not-allowed");
    STS.verify(0, stsCalls(TOKEN));
  }

  @Test
  void uses_credentials_that_aws_knows_before_any_role() throws Exception {
    answers();
    environment.put("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "s");
    STS.stubFor(
        sts("GetCallerIdentity").willReturn(caller("arn:aws:iam::123456789012:user/there")));

    try (var identity =
        identity(new Roles(Optional.of(CI), List.of(), true), Session.named("octo-app-7"))) {
      assertThat(identity.open().arn()).endsWith("user/there");
      assertThat(identity.credentials().resolveCredentials().accessKeyId())
          .isEqualTo("AKIAEXAMPLE");
    }

    STS.verify(0, stsCalls(TOKEN));
  }

  @Test
  void goes_on_to_the_role_when_aws_does_not_know_them() throws Exception {
    answers();
    environment.put("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "s");
    STS.stubFor(
        sts("GetCallerIdentity").willReturn(stsError(403, "InvalidClientTokenId", "unknown")));

    try (var identity =
        identity(new Roles(Optional.of(CI), List.of(), true), Session.named("octo-app-7"))) {
      assertThat(identity.open().origin()).contains("by GitHub's token");
      assertThat(identity.credentials().resolveCredentials().accessKeyId()).isEqualTo("ASIATOKEN");
    }
  }

  @Test
  void exchanges_the_token_of_a_file_and_reads_it_each_time() throws Exception {
    answers();
    var file = home.resolve("token");
    var request =
        new IdentityRequest(
            roles(Optional.of(CI)),
            Session.named("octo-app-7"),
            new Proof("a", Optional.of(file), Optional.empty(), Optional.empty()),
            PARIS,
            List.of());

    try (var clients = clients();
        var identity = identity(request, clients)) {
      Files.writeString(file, "one.two.three\n");
      identity.open();
      Files.writeString(file, "four.five.six\n");
      now.set(NOON.plusSeconds(3500));
      identity.credentials().resolveCredentials();
    }

    STS.verify(1, stsCalls(TOKEN).withFormParam("WebIdentityToken", equalTo("one.two.three")));
    STS.verify(1, stsCalls(TOKEN).withFormParam("WebIdentityToken", equalTo("four.five.six")));
  }

  @Test
  void sends_no_file_away_that_a_link_leads_to() throws Exception {
    var elsewhere = Files.createDirectory(home.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("key"), "private");
    var folder = Files.createDirectory(home.resolve("folder"));
    var link = Files.createSymbolicLink(folder.resolve("token"), elsewhere.resolve("key"));
    var data = Files.createDirectory(folder.resolve("..data"));
    Files.writeString(data.resolve("token"), "a.b.c");
    var inside = Files.createSymbolicLink(folder.resolve("k8s"), Path.of("..data/token"));

    assertThat(new TokenFile("x", inside).token("a").reveal()).isEqualTo("a.b.c");
    var cut = Files.writeString(folder.resolve("cut"), "a.b");
    var none = Files.writeString(folder.resolve("none"), "this is no token");
    for (var bad : List.of(link, folder, folder.resolve("missing"), cut, none)) {
      assertThat(
              catchThrowableOfType(FailureException.class, () -> new TokenFile("x", bad).token("a"))
                  .failure()
                  .explanation()
                  .id())
          .isEqualTo("aws-token-file-unreadable");
    }
  }

  private void answers() {
    var end = NOON.plusSeconds(3600);
    STS.stubFor(sts(TOKEN).willReturn(session("ASIATOKEN", end)));
    STS.stubFor(
        sts("AssumeRole")
            .withFormParam("RoleArn", equalTo(HUB.toString()))
            .willReturn(session("ASIAHUB", end)));
    STS.stubFor(
        sts("AssumeRole")
            .withFormParam("RoleArn", equalTo(SPOKE.toString()))
            .willReturn(session("ASIASPOKE", end)));
  }

  private static Roles roles(Optional<RoleArn> first, RoleArn... chain) {
    return new Roles(first, List.of(chain), false);
  }

  private Failure failure(Roles roles) {
    return failure(
        new IdentityRequest(
            roles, Session.named("octo-app-7"), Proof.gitHub("a"), PARIS, List.of()));
  }

  private Failure failure(IdentityRequest request) {
    try (var clients = clients();
        var identity = identity(request, clients)) {
      return catchThrowableOfType(FailureException.class, identity::open).failure();
    }
  }

  private AwsIdentity identity(Roles roles, Session session) {
    return identity(
        new IdentityRequest(roles, session, Proof.gitHub("a"), PARIS, List.of()), clients());
  }

  private AwsIdentity identity(IdentityRequest request, AwsClients clients) {
    return AwsIdentity.of(request, _ -> new Secret("t"), clients, now::get, events::add);
  }

  private AwsClients clients() {
    environment.put("AWS_ENDPOINT_URL", STS.baseUrl());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    environment.put("HOME", home.toString());
    return new AwsClients(new Connections(Network.DIRECT), environment);
  }
}
