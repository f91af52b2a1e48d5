package io.github.ecrpush.ecr;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.aws.AwsServer;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;
import io.github.ecrpush.image.Repository;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.registry.RegistryError;
import io.github.ecrpush.registry.RegistryException;
import java.net.ConnectException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.ecr.model.EcrException;

class EcrFailuresTest {

  private static final AwsRegion PARIS = new AwsRegion("eu-west-3");
  private static final EcrFailures.Question QUESTION =
      EcrFailures.Question.repository(new RepositoryPath("app"), AwsServer.atAws("ECR", PARIS));
  private static final Repository REPOSITORY =
      Repository.parse("123456789012.dkr.ecr.eu-west-3.amazonaws.com/app");
  private static final ImageReference.Tagged IMAGE = REPOSITORY.tagged(new Tag("1.4"));
  private static final RepositoryState STATE =
      new RepositoryState(
          REPOSITORY,
          "arn:aws:ecr:eu-west-3:123456789012:repository/app",
          new TagMutability(false, List.of()),
          new AwsAccount("123456789012"),
          PARIS);

  private static final String DENIED =
      "User: arn:aws:sts::123456789012:assumed-role/ci/octo-app-7 is not authorized to perform:"
          + " ecr:InitiateLayerUpload on resource:"
          + " arn:aws:ecr:eu-west-3:123456789012:repository/app because no identity-based policy"
          + " allows the ecr:InitiateLayerUpload action";

  @Test
  void says_that_the_repository_is_missing_and_how_to_create_it() {
    assertGolden(
        EcrFailures.repositoryMissing(new RepositoryPath("app"), "123456789012", PARIS).failure());
  }

  @Test
  void names_the_action_the_resource_and_the_missing_statement() {
    assertGolden(failure("AccessDeniedException", DENIED, 400));
  }

  @Test
  void asks_for_the_login_permission_on_everything() {
    assertGolden(
        failure(
            "AccessDeniedException",
            "User: arn:aws:sts::123456789012:assumed-role/ci/x is not authorized to perform:"
                + " ecr:GetAuthorizationToken on resource: * because no identity-based policy"
                + " allows the ecr:GetAuthorizationToken action",
            400),
        "login");
  }

  @Test
  void asks_the_other_account_for_a_policy_too() {
    assertGolden(
        failure(
            "AccessDeniedException",
            DENIED.replace("eu-west-3:123456789012", "eu-west-3:210987654321"),
            400),
        "other-account");
  }

  @Test
  void says_that_a_policy_forbids_it_outright() {
    assertGolden(
        failure(
            "AccessDeniedException",
            DENIED.replaceAll("because .*", "with an explicit deny in an identity-based policy"),
            400));
  }

  @Test
  void says_that_the_credentials_are_refused() {
    assertGolden(failure("ExpiredTokenException", "The security token has expired", 400));
  }

  @Test
  void says_that_ecr_is_busy_or_unwell() {
    assertGolden(failure("ThrottlingException", "Rate exceeded", 400));
    assertGolden(failure("ServerException", "Oops", 500));
  }

  @Test
  void says_when_ecr_asks_for_a_longer_pause_than_a_run_makes() {
    var asked =
        EcrException.builder()
            .statusCode(400)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode("ThrottlingException")
                    .sdkHttpResponse(
                        SdkHttpResponse.builder().appendHeader("Retry-After", "120").build())
                    .build())
            .build();

    assertGolden(EcrFailures.of(QUESTION, asked).failure(), "later");
  }

  @Test
  void says_that_a_limit_is_reached() {
    assertGolden(failure("LimitExceededException", "Too many of them", 400));
  }

  @Test
  void says_what_aws_says_when_it_is_something_else() {
    assertGolden(failure("InvalidParameterException", "Invalid parameter at 'x'", 400));
  }

  @Test
  void says_that_the_answer_is_none_of_ecr() {
    assertGolden(EcrFailures.unreadable(QUESTION.what()));
  }

  @Test
  void says_that_an_image_is_not_there_or_not_what_it_should_be() {
    assertGolden(EcrFailures.imageMissing(IMAGE).failure());
    assertGolden(
        EcrFailures.altered(
            "Could not read `%s` back from the registry.".formatted(IMAGE),
            "sha256:" + "a".repeat(64),
            "sha256:" + "b".repeat(64)));
  }

  @Test
  void says_what_a_registry_refuses() {
    assertGolden(RegistryFailures.loginRefused("Could not read `%s`.".formatted(IMAGE)));
    assertGolden(
        EcrFailures.ofReading(
                IMAGE, refusal(400, new RegistryError("UNSUPPORTED", "Invalid parameter")))
            .failure());
    assertThat(id(refusal(401))).isEqualTo("ecr-login-refused");
    assertThat(id(refusal(429))).isEqualTo("ecr-throttled");
    assertThat(id(refusal(503))).isEqualTo("ecr-unavailable");
    assertThat(id(refusal(403, new RegistryError("DENIED", DENIED))))
        .isEqualTo("ecr-access-denied");
  }

  @Test
  void tells_a_registry_that_cannot_be_reached() {
    var failure = EcrFailures.ofReading(IMAGE, new ConnectException("refused")).failure();

    assertThat(failure.explanation().id()).isEqualTo("network-connection-refused");
    assertThat(
            EcrFailures.of(QUESTION, SdkClientException.create("x", new ConnectException("x")))
                .failure()
                .explanation()
                .why())
        .contains("ECR in eu-west-3");
  }

  @Test
  void says_that_a_tag_may_not_move() {
    var immutable = new TagMutability(false, List.of());
    assertGolden(TagFailures.immutable(IMAGE, immutable).failure());
    assertGolden(taken(immutable));
  }

  @Test
  void says_which_exception_keeps_a_tag_or_could_let_it_move() {
    assertGolden(taken(TagMutability.parse("mutable except v*, 1.*")), "kept");
    assertGolden(taken(TagMutability.parse("immutable except latest")), "exceptions");
    assertThat(
            TagFailures.immutable(IMAGE, TagMutability.parse("mutable except 1.*"))
                .failure()
                .explanation()
                .why())
        .contains("are `mutable except 1.*`, where `1.4` is kept by `1.*`");
  }

  private static Failure taken(TagMutability mutability) {
    return TagFailures.taken(
            IMAGE, mutability, new Digest("a".repeat(64)), new Digest("b".repeat(64)))
        .failure();
  }

  @Test
  void understands_what_engines_say_about_a_push() {
    assertGolden(pushed("failed to push: error writing layer blob: unexpected status 400"));
    assertGolden(pushed("failed to push: manifest invalid: unsupported media type"));
    assertGolden(pushed("something \u001b[31mstrange\u001b[0m\nhappened"));
    assertThat(pushedId("'ImageManifest' failed to satisfy constraint: 'layers' is missing"))
        .isEqualTo("registry-refused-manifest");
    assertThat(pushedId("denied: " + DENIED)).isEqualTo("ecr-access-denied");
    assertThat(pushedId("denied: " + DENIED.replace("ecr:PutImage", "ecr:UploadLayerPart")))
        .isEqualTo("ecr-access-denied");
    assertThat(pushedId("denied: " + DENIED.replace("repository/app", "repository/layerparts")))
        .isEqualTo("ecr-access-denied");
    assertThat(pushedId("A layer part has fewer bytes than the minimum of 5242880 bytes"))
        .isEqualTo("ecr-layer-limit");
    assertThat(
            pushedId(
                "tag invalid: The image tag '1.4' already exists in the 'app' repository and cannot"
                    + " be overwritten because the tag is immutable."))
        .isEqualTo("tag-is-immutable");
    assertThat(
            pushedId(
                "name unknown: The repository with name 'app' does not exist in the registry with"
                    + " id '123456789012'"))
        .isEqualTo("repository-missing");
    assertThat(pushedId("no basic auth credentials")).isEqualTo("ecr-login-refused");
    assertThat(
            pushedId(
                "unexpected status from PUT request to https://x/v2/app/manifests/1.4: 403 Forbidden"
                    + "\nYour authorization token has expired. Reauthenticate and try again."))
        .isEqualTo("ecr-login-refused");
    assertThat(pushedId("toomanyrequests: Rate exceeded")).isEqualTo("ecr-throttled");
    assertThat(pushedId("denied: The operation would have exceeded a service limit."))
        .isEqualTo("ecr-limit-reached");
    assertThat(pushedId("denied: The operation failed due to a KMS exception"))
        .isEqualTo("ecr-key-unusable");
    assertThat(pushedId("KmsException: key is disabled")).isEqualTo("ecr-key-disabled");
    assertThat(pushedId("LimitExceededException: quota")).isEqualTo("ecr-limit-reached");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "received unexpected HTTP status: 503 Service Unavailable",
        "unexpected status from PUT request to https://x:443/v2/app/manifests/1: 503 Service Unavailable",
        "PUT https://x/v2/app/manifests/1.4 was answered with status 503: An unknown error occurred"
      })
  void tells_a_registry_that_failed_in_the_middle_of_a_push(String said) {
    assertThat(pushedId(said)).isEqualTo("ecr-unavailable");
    assertThat(pushed(said).toString()).contains("status 503");
  }

  @Test
  void finds_the_action_behind_a_refusal_without_words() {
    var head =
        "unexpected status from HEAD request to https://x/v2/app/manifests/1.4: 403 Forbidden";

    assertGolden(pushed(head), "push");
    assertThat(pushed(head.replace("manifests/1.4", "blobs/sha256:a")).explanation().fix())
        .contains("ecr:BatchCheckLayerAvailability");
    assertThat(pushed(head.replace("HEAD", "PUT")).explanation().fix())
        .contains("ecr:PutImage", "the repository may be full");
    assertThat(pushed("POST https://x/v2/app/blobs/uploads/: 403 Forbidden").explanation().fix())
        .contains("ecr:InitiateLayerUpload");
  }

  @Test
  void knows_which_action_an_engine_was_denied_that_read_no_words() {
    var failure =
        pushed("error parsing HTTP 403 response body: unexpected end of JSON input: \"\"");

    assertThat(failure.explanation().id()).isEqualTo("ecr-access-denied");
    assertThat(failure.toString()).contains("ecr:BatchCheckLayerAvailability", STATE.arn());
  }

  private static Failure pushed(String said) {
    return PushFailures.of(STATE, IMAGE, said).failure();
  }

  private static String pushedId(String said) {
    return pushed(said).explanation().id();
  }

  private static String id(RegistryException e) {
    return EcrFailures.ofReading(IMAGE, e).failure().explanation().id();
  }

  private static RegistryException refusal(int status, RegistryError... errors) {
    return new RegistryException(
        "GET",
        "https://123456789012.dkr.ecr.eu-west-3.amazonaws.com/v2/app/manifests/1.4",
        status,
        List.of(errors),
        status >= 500);
  }

  private static Failure failure(String code, String message, int status) {
    return EcrFailures.of(QUESTION, error(code, message, status)).failure();
  }

  private static SdkException error(String code, String message, int status) {
    return EcrException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }
}
