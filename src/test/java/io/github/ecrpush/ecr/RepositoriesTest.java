package io.github.ecrpush.ecr;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static io.github.ecrpush.testing.ScriptedAws.caller;
import static io.github.ecrpush.testing.ScriptedAws.ecr;
import static io.github.ecrpush.testing.ScriptedAws.ecrCalls;
import static io.github.ecrpush.testing.ScriptedAws.ecrError;
import static io.github.ecrpush.testing.ScriptedAws.sts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ecrpush.aws.AwsClients;
import io.github.ecrpush.aws.AwsIdentity;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.aws.IdentityRequest;
import io.github.ecrpush.ecr.RepositoryWish.Creation;
import io.github.ecrpush.ecr.RepositoryWish.OnDrift;
import io.github.ecrpush.ecr.settings.Encryption;
import io.github.ecrpush.ecr.settings.LifecyclePolicy;
import io.github.ecrpush.ecr.settings.LifecyclePreset;
import io.github.ecrpush.ecr.settings.PullFrom;
import io.github.ecrpush.ecr.settings.RepositoryTags;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RepositoriesTest {

  private static final AwsRegion PARIS = new AwsRegion("eu-west-3");
  private static final RepositoryPath APP = new RepositoryPath("team/app");
  private static final List<Tag> TAGS = List.of(new Tag("v1.0"));
  private static final List<String> WRITES =
      List.of(
          "CreateRepository",
          "PutImageTagMutability",
          "PutImageScanningConfiguration",
          "SetRepositoryPolicy",
          "PutLifecyclePolicy",
          "TagResource");

  private static final PushedImage OURS =
      new PushedImage(Optional.of(digest("ours")), Optional.empty());

  /// All that can be wished.
  private static final RepositorySettings WISHED =
      new RepositorySettings(
          Optional.of(TagMutability.parse("immutable except latest, dev-*")),
          Optional.of(true),
          Optional.of(new Encryption(Encryption.Type.KMS, Optional.of("alias/images"))),
          Optional.of(PullFrom.parse(List.of("210987654321"))),
          Optional.of(LifecyclePreset.parse("untagged=14d; keep=10")),
          new RepositoryTags(Map.of("team", "images")));

  private static final String POLICY =
      """
      {"Statement": {"Sid": "PullFromAccounts", "Effect": "Allow",
         "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer",
                    "ecr:BatchCheckLayerAvailability"],
         "Principal": {"AWS": "210987654321"}}, "Version": "2012-10-17"}
      """;

  @RegisterExtension
  static final WireMockExtension AWS =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  private final List<ProgressEvent> told = new CopyOnWriteArrayList<>();
  private final AwsClients clients =
      new AwsClients(
          new Connections(Network.DIRECT),
          Map.of(
              "AWS_ENDPOINT_URL", AWS.baseUrl(),
              "AWS_ACCESS_KEY_ID", "ASIAEXAMPLE",
              "AWS_SECRET_ACCESS_KEY", "hunter2",
              "AWS_SESSION_TOKEN", "session"));
  private final AwsIdentity identity =
      AwsIdentity.of(
          IdentityRequest.ambient(PARIS),
          audience -> {
            throw new AssertionError("no role, no token");
          },
          clients,
          () -> Instant.parse("2030-01-01T12:00:00Z"),
          event -> {});
  private final EcrRegistry registry =
      new EcrRegistry(
          identity, clients, PARIS, Optional.empty(), () -> Instant.parse("2030-01-01T12:00:00Z"));

  @BeforeEach
  void answer() {
    AWS.stubFor(
        sts("GetCallerIdentity").willReturn(caller("arn:aws:sts::123456789012:assumed-role/ci/x")));
    for (var write : WRITES) {
      AWS.stubFor(ecr(write).willReturn(okJson("{}")));
    }
    AWS.stubFor(ecr("CreateRepository").willReturn(okJson("{\"repository\":" + plain() + "}")));
    AWS.stubFor(ecr("GetRepositoryPolicy").willReturn(error("RepositoryPolicyNotFoundException")));
    AWS.stubFor(ecr("GetLifecyclePolicy").willReturn(error("LifecyclePolicyNotFoundException")));
    AWS.stubFor(ecr("ListTagsForResource").willReturn(okJson("{\"tags\":[]}")));
    AWS.stubFor(ecr("ListImages").willReturn(okJson("{\"imageIds\":[{\"imageTag\":\"1\"}]}")));
    AWS.stubFor(ecr("StartLifecyclePolicyPreview").willReturn(okJson("{}")));
    AWS.stubFor(ecr("GetLifecyclePolicyPreview").willReturn(preview("COMPLETE", "")));
  }

  /// Looks, and does what is left to do.
  private static RepositoryState made(Repositories repositories, List<Tag> tags)
      throws InterruptedException {
    var plan = repositories.find(APP, tags);
    repositories.spare(OURS, plan);
    return repositories.make(plan, OURS).state();
  }

  @AfterEach
  void close() {
    registry.close();
    identity.close();
    clients.close();
  }

  @Test
  void asks_only_for_the_repository_when_nothing_is_wished() throws Exception {
    is(plain());

    var found = made(repositories(RepositoryWish.NONE), TAGS);

    assertThat(found.mutability().mutable()).isTrue();
    AWS.verify(1, ecrCalls("[A-Za-z]+"));
  }

  @Test
  void asks_only_for_what_is_wished() throws Exception {
    is(plain());

    made(repositories(never(only(LifecyclePreset.parse("keep=3")))), TAGS);

    AWS.verify(1, ecrCalls("DescribeRepositories"));
    AWS.verify(1, ecrCalls("GetLifecyclePolicy"));
    AWS.verify(2, ecrCalls("[A-Za-z]+"));
  }

  @Test
  void says_that_a_repository_is_missing_when_it_is_not_to_be_created() {
    isMissing();

    var failure = failure(() -> made(repositories(never(WISHED)), TAGS));

    assertThat(failure.explanation().id()).isEqualTo("repository-missing");
    assertNothingWritten();
  }

  @Test
  void creates_a_repository_that_is_missing_with_all_that_is_wished() throws Exception {
    isMissing();

    var found = repositories(new RepositoryWish(Creation.IF_MISSING, OnDrift.WARN, WISHED));

    assertThat(made(found, TAGS).uri().path()).isEqualTo(APP);
    AWS.verify(
        1,
        ecrCalls("CreateRepository")
            .withRequestBody(
                equalToJson(
                    """
                    {"repositoryName": "team/app",
                     "tags": [{"Key": "team", "Value": "images"}],
                     "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
                     "imageTagMutabilityExclusionFilters": [
                       {"filterType": "WILDCARD", "filter": "latest"},
                       {"filterType": "WILDCARD", "filter": "dev-*"}],
                     "imageScanningConfiguration": {"scanOnPush": true},
                     "encryptionConfiguration":
                       {"encryptionType": "KMS", "kmsKey": "alias/images"}}
                    """)));
    AWS.verify(1, ecrCalls("SetRepositoryPolicy"));
    AWS.verify(1, ecrCalls("PutLifecyclePolicy"));
    AWS.verify(0, ecrCalls("StartLifecyclePolicyPreview"));
    assertThat(facts())
        .containsExactly(
            "Created the repository `team/app` in eu-west-3.",
            "Set repository-policy, lifecycle-policy of the repository `team/app`.");
  }

  @Test
  void ends_well_when_another_run_created_it_first() throws Exception {
    givesLogins();
    AWS.stubFor(
        ecr("DescribeRepositories")
            .inScenario("race")
            .willReturn(error("RepositoryNotFoundException"))
            .willSetStateTo("created"));
    AWS.stubFor(
        ecr("DescribeRepositories")
            .inScenario("race")
            .whenScenarioStateIs("created")
            .willReturn(okJson("{\"repositories\":[" + asWished() + "]}")));
    AWS.stubFor(ecr("CreateRepository").willReturn(error("RepositoryAlreadyExistsException")));
    AWS.stubFor(ecr("ListImages").willReturn(okJson("{\"imageIds\":[]}")));
    AWS.stubFor(
        ecr("ListTagsForResource")
            .willReturn(okJson("{\"tags\":[{\"Key\":\"team\",\"Value\":\"images\"}]}")));

    made(repositories(new RepositoryWish(Creation.IF_MISSING, OnDrift.WARN, WISHED)), TAGS);

    AWS.verify(1, ecrCalls("SetRepositoryPolicy")); // the other one may not have come so far
    AWS.verify(1, ecrCalls("PutLifecyclePolicy"));
    assertThat(warnings()).isEmpty();
  }

  @Test
  void is_quiet_and_writes_nothing_when_all_is_as_wished() throws Exception {
    is(asWished());
    hasPolicies();

    made(repositories(sync(WISHED)), TAGS);

    assertThat(told).isEmpty();
    assertNothingWritten();
    AWS.verify(0, ecrCalls("StartLifecyclePolicyPreview"));
  }

  @Test
  void changes_what_differs_and_says_so() throws Exception {
    is(plain("KMS"));

    var found = made(repositories(sync(WISHED)), TAGS);

    assertThat(found.mutability()).isEqualTo(WISHED.mutability().orElseThrow());
    AWS.verify(
        ecrCalls("PutImageTagMutability")
            .withRequestBody(
                matchingJsonPath("$.imageTagMutability", equalTo("IMMUTABLE_WITH_EXCLUSION"))));
    AWS.verify(
        ecrCalls("PutImageScanningConfiguration")
            .withRequestBody(
                matchingJsonPath("$.imageScanningConfiguration.scanOnPush", equalTo("true"))));
    AWS.verify(
        ecrCalls("TagResource")
            .withRequestBody(
                equalToJson(
                    """
                    {"resourceArn": "arn:aws:ecr:eu-west-3:123456789012:repository/team/app",
                     "tags": [{"Key": "team", "Value": "images"}]}
                    """)));
    AWS.verify(
        ecrCalls("PutLifecyclePolicy")
            .withRequestBody(
                matchingJsonPath(
                    "$.lifecyclePolicyText", equalTo(WISHED.lifecycle().orElseThrow().text()))));
    AWS.verify(1, ecrCalls("SetRepositoryPolicy"));
    AWS.verify(0, ecrCalls("CreateRepository"));
    assertThat(facts())
        .containsExactly(
            "The lifecycle policy would expire no image of `team/app`.",
            "Set tag-mutability, scan-on-push, repository-policy, lifecycle-policy, repository-tags"
                + " of the repository `team/app`.");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void warns_of_what_differs_and_leaves_it() throws Exception {
    is(plain());

    made(repositories(never(WISHED)), TAGS);

    assertThat(warnings())
        .containsExactly(
            """
            The repository `team/app` in eu-west-3 is not as wished:

                setting            found            wished
                tag-mutability     mutable          immutable except latest, dev-*
                scan-on-push       false            true
                encryption         AES256           KMS with alias/images
                repository-policy  none             {"Sid":"PullFromAccounts","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::210…
                lifecycle-policy   none             untagged=14d; keep=10
                repository-tags    team is missing  team=images

            The encryption of a repository cannot be changed.\
            """);
    assertNothingWritten();
  }

  @Test
  void fails_for_what_differs_when_that_is_wished() {
    is(plain());

    var wish = new RepositoryWish(Creation.SYNC, OnDrift.FAIL, WISHED);
    assertGolden(failure(() -> made(repositories(wish), TAGS)), "encryption");
    var other = new RepositoryWish(Creation.NEVER, OnDrift.FAIL, scanned());
    assertGolden(failure(() -> made(repositories(other), TAGS)));
    assertNothingWritten();
  }

  @Test
  void never_tries_to_change_the_encryption() throws Exception {
    is(asWished().replace("KMS", "AES256"));
    hasPolicies();

    made(repositories(sync(WISHED)), TAGS);

    assertThat(warnings()).singleElement().asString().contains("cannot be changed");
    assertNothingWritten();
  }

  @Test
  void says_what_was_made_and_what_is_missing() {
    isMissing();
    AWS.stubFor(ecr("PutLifecyclePolicy").willReturn(denied("ecr:PutLifecyclePolicy")));

    var wish = new RepositoryWish(Creation.IF_MISSING, OnDrift.WARN, WISHED);

    assertGolden(failure(() -> made(repositories(wish), TAGS)));
  }

  @Test
  void finishes_what_a_run_that_failed_left_undone() throws Exception {
    is(asWished());
    hasPolicies();
    AWS.stubFor(ecr("GetLifecyclePolicy").willReturn(error("LifecyclePolicyNotFoundException")));
    AWS.stubFor(ecr("ListImages").willReturn(okJson("{\"imageIds\":[]}")));

    made(repositories(new RepositoryWish(Creation.IF_MISSING, OnDrift.FAIL, WISHED)), TAGS);

    AWS.verify(1, ecrCalls("PutLifecyclePolicy"));
    AWS.verify(0, ecrCalls("SetRepositoryPolicy"));
    assertThat(warnings()).isEmpty();
  }

  @Test
  void says_what_a_single_setting_failed_with() {
    is(plain());
    AWS.stubFor(
        ecr("PutImageScanningConfiguration")
            .willReturn(denied("ecr:PutImageScanningConfiguration")));

    var failure = failure(() -> made(repositories(sync(scanned())), TAGS));

    assertThat(failure.explanation().id()).isEqualTo("ecr-access-denied");
    assertThat(failure.explanation().what())
        .isEqualTo("Could not set the scanning of the repository `team/app` in eu-west-3.");
  }

  @Test
  void waits_for_the_preview_and_tells_it_before_it_sets_the_policy() throws Exception {
    is(plain());
    AWS.stubFor(
        ecr("StartLifecyclePolicyPreview")
            .inScenario("preview")
            .willReturn(error("LifecyclePolicyPreviewInProgressException"))
            .willSetStateTo("free"));
    AWS.stubFor(
        ecr("StartLifecyclePolicyPreview")
            .inScenario("preview")
            .whenScenarioStateIs("free")
            .willReturn(okJson("{}"))
            .willSetStateTo("started"));
    AWS.stubFor(
        ecr("GetLifecyclePolicyPreview")
            .inScenario("preview")
            .whenScenarioStateIs("started")
            .willReturn(preview("IN_PROGRESS", ""))
            .willSetStateTo("done"));
    AWS.stubFor(
        ecr("GetLifecyclePolicyPreview")
            .inScenario("preview")
            .whenScenarioStateIs("done")
            .willReturn(preview("COMPLETE", expired("old") + "," + expired("older"))));

    made(repositories(sync(only(LifecyclePreset.parse("keep=3")))), TAGS);

    assertThat(facts())
        .first()
        .isEqualTo("The lifecycle policy would expire 2 images of `team/app`.");
    AWS.verify(1, ecrCalls("PutLifecyclePolicy"));
  }

  @Test
  void refuses_a_policy_that_would_remove_what_is_pushed() {
    is(plain());
    AWS.stubFor(
        ecr("GetLifecyclePolicyPreview")
            .inScenario("pages")
            .willReturn(
                okJson(
                    "{\"status\":\"COMPLETE\",\"nextToken\":\"2\",\"previewResults\":[%s]}"
                        .formatted(expired("old"))))
            .willSetStateTo("second"));
    AWS.stubFor(
        ecr("GetLifecyclePolicyPreview")
            .inScenario("pages")
            .whenScenarioStateIs("second")
            .willReturn(preview("COMPLETE", expired("ours"))));

    var wish = sync(only(LifecyclePreset.parse("keep=3")));

    assertGolden(failure(() -> made(repositories(wish), TAGS)));
    assertNothingWritten();
  }

  @Test
  void knows_what_is_pushed_by_its_configuration_where_its_digest_is_not_known_yet() {
    is(plain());
    var theirs = "{\"config\":{\"digest\":\"%s\"}}".formatted(digest("their configuration"));
    var ours = "{\"config\":{\"digest\":\"%s\"}}".formatted(digest("our configuration"));
    AWS.stubFor(
        ecr("GetLifecyclePolicyPreview")
            .willReturn(preview("COMPLETE", expired(theirs, "") + "," + expired(ours, ""))));
    AWS.stubFor(
        ecr("BatchGetImage")
            .willReturn(okJson("{\"images\":[%s,%s]}".formatted(stored(theirs), stored(ours)))));
    var image = new PushedImage(Optional.empty(), Optional.of(digest("our configuration")));
    var repositories = repositories(sync(only(LifecyclePreset.parse("keep=3"))));

    var failure = failure(() -> repositories.spare(image, repositories.find(APP, TAGS)));

    assertThat(failure.explanation().id()).isEqualTo("lifecycle-policy-expires-push");
    assertThat(failure.explanation().why()).contains(digest(ours).toString(), "without a tag");
  }

  @Test
  void sets_a_policy_that_removes_images_without_tags_when_ours_gets_one() throws Exception {
    is(plain());
    AWS.stubFor(
        ecr("GetLifecyclePolicyPreview").willReturn(preview("COMPLETE", expired("ours", ""))));

    made(repositories(sync(only(LifecyclePreset.parse("untagged=14d; keep=5 prefix=x")))), TAGS);

    AWS.verify(1, ecrCalls("PutLifecyclePolicy"));
    var kept = sync(only(LifecyclePreset.parse("untagged=14d; keep=5 prefix=v")));
    assertThat(failure(() -> made(repositories(kept), TAGS)).explanation().id())
        .isEqualTo("lifecycle-policy-expires-push");
  }

  @Test
  void refuses_a_rule_that_sweeps_away_what_is_pushed_before_it_creates_anything() {
    isMissing();
    var policy =
        LifecyclePolicy.parse(
            """
            {"rules": [{"rulePriority": 1, "selection": {"tagStatus": "any", "countType":
              "sinceImagePushed", "countUnit": "days", "countNumber": 30},
              "action": {"type": "expire"}}]}
            """);

    assertGolden(failure(() -> made(repositories(sync(only(policy))), TAGS)));
    var untagged = sync(only(LifecyclePreset.parse("untagged=14d; keep=10")));
    assertGolden(failure(() -> made(repositories(untagged), List.of())), "untagged");
    assertNothingWritten();
  }

  @Test
  void sets_no_policy_whose_preview_failed() {
    is(plain());
    AWS.stubFor(ecr("GetLifecyclePolicyPreview").willReturn(preview("FAILED", "")));

    assertGolden(
        failure(() -> made(repositories(sync(only(LifecyclePreset.parse("keep=3")))), TAGS)));
    assertGolden(RepositoryFailures.previewLate(APP));
    assertGolden(RepositoryFailures.vanished(APP, PARIS));
    assertNothingWritten();
  }

  @Test
  void changes_nothing_in_a_dry_run() throws Exception {
    isMissing();

    var foreseen = dryRun(sync(WISHED)).find(APP, TAGS);

    assertThat(foreseen.state().uri())
        .hasToString("123456789012.dkr.ecr.eu-west-3.amazonaws.com/team/app");
    assertThat(foreseen.state().mutability()).isEqualTo(WISHED.mutability().orElseThrow());
    assertThat(told).singleElement().isInstanceOf(Notice.class);
    is(plain());
    dryRun(sync(WISHED)).find(APP, TAGS);
    assertThat(warnings()).hasSize(1);
    assertNothingWritten();
    AWS.verify(0, ecrCalls("StartLifecyclePolicyPreview"));
  }

  @Test
  void says_in_a_dry_run_what_a_run_would_change_and_what_it_would_create() throws Exception {
    is(plain("KMS"));
    dryRun(sync(WISHED)).find(APP, TAGS);
    isMissing();
    dryRun(sync(WISHED)).find(APP, TAGS);
    dryRun(sync(RepositorySettings.NONE)).find(APP, TAGS);

    assertThat(notices().get(0))
        .startsWith("A run would change these settings of the repository `team/app` in eu-west-3:")
        .contains("tag-mutability     mutable          immutable except latest, dev-*")
        .endsWith("A dry run does not ask.");
    assertThat(notices().get(1))
        .isEqualTo(
            """
            The repository `team/app` is not there yet in eu-west-3. A run would create it, with these settings:

                tag-mutability     immutable except latest, dev-*
                scan-on-push       true
                encryption         KMS with alias/images
                repository-policy  {"Sid":"PullFromAccounts","Effect":"Allow","Principal":{"AWS":["arn:aws:iam::210…
                lifecycle-policy   untagged=14d; keep=10
                repository-tags    team=images\
            """);
    assertThat(notices().get(2)).endsWith("A run would create it, with ECR's own settings.");
    assertThat(warnings()).isEmpty();
  }

  @Test
  void says_when_it_may_not_see_whether_a_repository_is_still_being_made() throws Exception {
    is(asWished());
    hasPolicies();
    AWS.stubFor(ecr("GetLifecyclePolicy").willReturn(error("LifecyclePolicyNotFoundException")));
    AWS.stubFor(ecr("ListImages").willReturn(denied("ecr:ListImages")));

    made(repositories(new RepositoryWish(Creation.IF_MISSING, OnDrift.WARN, WISHED)), TAGS);

    assertThat(warnings().getFirst())
        .startsWith("Could not see whether the repository `team/app` in eu-west-3 is still empty")
        .contains("lifecycle-policy", "`ecr:ListImages`", "`on-drift: fix`");
    assertNothingWritten();
  }

  @Test
  void finds_no_image_in_a_repository_that_is_yet_to_be_created() throws Exception {
    AWS.stubFor(ecr("BatchGetImage").willReturn(error("RepositoryNotFoundException")));

    assertThat(repositories(sync(scanned())).images(APP, TAGS)).isEmpty();
    assertThat(failure(() -> repositories(never(scanned())).images(APP, TAGS)).explanation().id())
        .isEqualTo("repository-missing");
  }

  private Repositories repositories(RepositoryWish wish) {
    return new Repositories(registry, wish, false, told::add);
  }

  private Repositories dryRun(RepositoryWish wish) {
    return new Repositories(registry, wish, true, told::add);
  }

  private static RepositoryWish never(RepositorySettings settings) {
    return new RepositoryWish(Creation.NEVER, OnDrift.WARN, settings);
  }

  private static RepositoryWish sync(RepositorySettings settings) {
    return new RepositoryWish(Creation.SYNC, OnDrift.FIX, settings);
  }

  private static RepositorySettings only(LifecyclePolicy policy) {
    return new RepositorySettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(policy),
        RepositoryTags.NONE);
  }

  private static RepositorySettings scanned() {
    return new RepositorySettings(
        Optional.empty(),
        Optional.of(true),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        RepositoryTags.NONE);
  }

  private List<String> facts() {
    return told.stream()
        .flatMap(event -> event instanceof Fact(String text) ? Optional.of(text).stream() : null)
        .toList();
  }

  private List<String> notices() {
    return told.stream()
        .flatMap(event -> event instanceof Notice(String text) ? Optional.of(text).stream() : null)
        .toList();
  }

  private List<String> warnings() {
    return told.stream()
        .flatMap(
            event -> event instanceof Warning warning ? Optional.of(warning.text()).stream() : null)
        .toList();
  }

  private static void assertNothingWritten() {
    for (var write : WRITES) {
      AWS.verify(0, ecrCalls(write));
    }
  }

  private static Failure failure(ThrowingCallable call) {
    return catchThrowableOfType(FailureException.class, call).failure();
  }

  private static void is(String repository) {
    AWS.stubFor(
        ecr("DescribeRepositories").willReturn(okJson("{\"repositories\":[" + repository + "]}")));
  }

  private static void givesLogins() {
    AWS.stubFor(
        ecr("GetAuthorizationToken")
            .willReturn(
                okJson(
                    """
                    {"authorizationData": [{"authorizationToken": "QVdTOnA=", "expiresAt": 4e9,
                      "proxyEndpoint": "https://123456789012.dkr.ecr.eu-west-3.amazonaws.com"}]}
                    """)));
  }

  private static void isMissing() {
    givesLogins();
    AWS.stubFor(ecr("DescribeRepositories").willReturn(error("RepositoryNotFoundException")));
  }

  /// With the policies and tags of [#WISHED], as ECR may word them.
  private static void hasPolicies() {
    AWS.stubFor(
        ecr("GetRepositoryPolicy").willReturn(okJson(Json.write(Map.of("policyText", POLICY)))));
    var lifecycle = WISHED.lifecycle().orElseThrow().text().replace(",", " ,\n");
    AWS.stubFor(
        ecr("GetLifecyclePolicy")
            .willReturn(okJson(Json.write(Map.of("lifecyclePolicyText", lifecycle)))));
    AWS.stubFor(
        ecr("ListTagsForResource")
            .willReturn(
                okJson(
                    """
                    {"tags": [{"Key": "aws:cloudformation:stack-name", "Value": "s"},
                              {"Key": "team", "Value": "images"}]}
                    """)));
  }

  private static String plain() {
    return plain("AES256");
  }

  private static String plain(String encryption) {
    return """
    {"repositoryArn": "arn:aws:ecr:eu-west-3:123456789012:repository/team/app",
     "registryId": "123456789012", "repositoryName": "team/app",
     "repositoryUri": "123456789012.dkr.ecr.eu-west-3.amazonaws.com/team/app",
     "imageTagMutability": "MUTABLE",
     "imageScanningConfiguration": {"scanOnPush": false},
     "encryptionConfiguration": {"encryptionType": "%s"}}
    """
        .formatted(encryption);
  }

  private static String asWished() {
    return plain("KMS")
        .replace(
            "\"MUTABLE\"",
            """
            "IMMUTABLE_WITH_EXCLUSION", "imageTagMutabilityExclusionFilters": [
              {"filterType": "WILDCARD", "filter": "dev-*"},
              {"filterType": "WILDCARD", "filter": "latest"}]\
            """)
        .replace("\"scanOnPush\": false", "\"scanOnPush\": true");
  }

  private static Digest digest(String content) {
    return Digest.of(content.getBytes(StandardCharsets.UTF_8));
  }

  private static String expired(String content) {
    return expired(content, "\"tag-of-" + content + "\"");
  }

  private static String expired(String content, String tags) {
    return """
    {"imageDigest": "%s", "imageTags": [%s], "action": {"type": "EXPIRE"}, "appliedRulePriority": 1}
    """
        .formatted(digest(content), tags);
  }

  private static String stored(String manifest) {
    return Json.write(
        Map.of(
            "imageId",
            Map.of("imageDigest", digest(manifest).toString()),
            "imageManifest",
            manifest,
            "imageManifestMediaType",
            "application/vnd.oci.image.manifest.v1+json"));
  }

  private static ResponseDefinitionBuilder preview(String status, String results) {
    return okJson("{\"status\":\"%s\",\"previewResults\":[%s]}".formatted(status, results));
  }

  private static ResponseDefinitionBuilder error(String code) {
    return ecrError(400, code, "said by ECR");
  }

  private static ResponseDefinitionBuilder denied(String action) {
    return ecrError(
        400,
        "AccessDeniedException",
        "User: arn:aws:sts::123456789012:assumed-role/ci/x is not authorized to perform: %s on"
                .formatted(action)
            + " resource: arn:aws:ecr:eu-west-3:123456789012:repository/team/app because no"
            + " identity-based policy allows the %s action".formatted(action));
  }
}
