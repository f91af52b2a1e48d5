package io.github.ecrpush.ecr;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.aws.AwsServer;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.image.Repository;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ecr.model.EcrException;

/// Denials and limits are told apart by the sentences that AWS uses, whoever hands them on: ECR's
/// API, or an engine that got them from the registry.
class DenialFailuresTest {

  private static final AwsRegion PARIS = new AwsRegion("eu-west-3");
  private static final String OWN = "arn:aws:ecr:eu-west-3:123456789012:repository/app";
  private static final String OTHERS = "arn:aws:ecr:eu-west-3:210987654321:repository/team/app";
  private static final String KEY =
      "arn:aws:kms:eu-west-3:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

  @Test
  void says_which_statement_the_repositorys_owner_adds() {
    assertGolden(denied(OTHERS, "because no resource-based policy allows the ecr:PutImage action"));
    assertGolden(denied(OTHERS, "with an explicit deny in a resource-based policy"), "explicit");
  }

  @Test
  void says_that_only_the_organization_can_change_it() {
    assertGolden(denied(OWN, "with an explicit deny in a service control policy"));
    assertGolden(
        denied(OWN, "because no service control policy allows the ecr:PutImage action"),
        "implicit");
    assertGolden(denied(OTHERS, "with an explicit deny in a resource control policy"), "resource");
  }

  @Test
  void says_which_statement_the_network_lacks() {
    assertGolden(denied(OWN, "because no VPC endpoint policy allows the ecr:PutImage action"));
    assertGolden(denied(OWN, "with an explicit deny in a VPC endpoint policy"), "explicit");
  }

  @Test
  void says_which_statement_the_boundary_lacks() {
    assertGolden(denied(OWN, "because no permissions boundary allows the ecr:PutImage action"));
    assertGolden(denied(OWN, "with an explicit deny in a permissions boundary"), "explicit");
  }

  @Test
  void says_which_statement_the_session_lacks() {
    assertGolden(denied(OWN, "because no session policy allows the ecr:PutImage action"));
    assertGolden(denied(OWN, "with an explicit deny in a session policy"), "explicit");
  }

  @ParameterizedTest
  @CsvSource({
    "because no identity-based policy allows the ecr:PutImage action, ecr-access-denied",
    "with an explicit deny in an identity-based policy, ecr-access-forbidden",
    "with an explicit deny in an identity-based policy: arn:aws:iam::1:policy/p, ecr-access-forbidden",
    "because no resource-based policy allows the ecr:PutImage action, ecr-denied-by-repository",
    "with an explicit deny in a resource-based policy, ecr-denied-by-repository",
    "because no service control policy allows the ecr:PutImage action, ecr-denied-by-organization",
    "with an explicit deny in a service control policy, ecr-denied-by-organization",
    "because no resource control policy allows the ecr:PutImage action, ecr-denied-by-organization",
    "because no VPC endpoint policy allows the ecr:PutImage action, ecr-denied-by-endpoint",
    "because no permissions boundary allows the ecr:PutImage action, ecr-denied-by-boundary",
    "because no session policy allows the ecr:PutImage action, ecr-denied-by-session",
    "'', ecr-access-denied"
  })
  void tells_alike_what_an_engine_hands_on(String reason, String id) {
    assertThat(denied(OWN, reason).explanation().id()).isEqualTo(id);

    assertThat(
            pushed(
                    "failed to push: unexpected status from PUT request to https://x/v2/app/manifests/1:"
                        + " 403 Forbidden: {\"errors\":[{\"code\":\"DENIED\",\"message\":\""
                        + sentence(OWN, reason)
                        + "\"}]}")
                .explanation()
                .id())
        .isEqualTo(id);
    assertThat(pushed("denied: " + sentence(OWN, reason)).explanation().id()).isEqualTo(id);
  }

  @Test
  void knows_the_reason_of_a_denial_that_is_long() {
    var longName = OWN + "/" + "x".repeat(200);
    var sentence = sentence(longName, "because no session policy allows the ecr:PutImage action");

    assertThat(sentence.replace("octo-app-7", "o".repeat(64) + "/" + "p".repeat(300)))
        .hasSizeGreaterThan(600);
    assertThat(
            asked(
                    "AccessDeniedException",
                    sentence.replace("octo-app-7", "o".repeat(64) + "/" + "p".repeat(300)))
                .explanation()
                .id())
        .isEqualTo("ecr-denied-by-session");
  }

  @Test
  void tells_what_is_the_matter_with_a_key() {
    assertGolden(
        asked(
            "KmsException",
            "User: arn:aws:sts::123456789012:assumed-role/ci/octo-app-7 is not authorized to"
                + " perform: kms:CreateGrant on resource: "
                + KEY
                + " because no resource-based policy allows the kms:CreateGrant action"));
    assertGolden(asked("KmsException", KEY + " is disabled."));
    assertGolden(asked("KmsException", KEY + " is pending deletion."));
    assertGolden(asked("KmsException", "Key '" + KEY + "' does not exist"));
    assertGolden(asked("KmsException", "The key is of the wrong kind."));
    assertThat(
            pushed(
                    "denied: User: u is not authorized to perform: kms:Decrypt on resource: k"
                        + " because no identity-based policy allows the kms:Decrypt action")
                .explanation()
                .id())
        .isEqualTo("ecr-key-denied");
  }

  @Test
  void tells_which_limit_is_reached() {
    var registry = " in registry with id '123456789012' ";
    var images =
        "The repository with name 'app'"
            + registry
            + "already has the maximum allowed number of images which is '100000'";

    assertGolden(asked("LimitExceededException", images));
    assertGolden(
        asked(
            "LimitExceededException",
            "The registry with id '123456789012' already has the maximum allowed number of"
                + " repositories which is '100000'"));
    assertGolden(
        pushed(
            "denied: Adding tag '1.4' to an image in the repository with name 'app'"
                + registry
                + "exceeds the maximum allowed number of tags per image which is '1000'"));
    assertGolden(pushed("blob upload invalid: Layer parts must be at least 5242880 bytes"));
    assertThat(pushed("PUT …/manifests/1: 403 Forbidden: " + images).explanation().id())
        .isEqualTo("ecr-images-limit");
  }

  private static String sentence(String resource, String reason) {
    return "User: arn:aws:sts::123456789012:assumed-role/ci/octo-app-7 is not authorized to perform:"
        + " ecr:PutImage on resource: "
        + resource
        + (reason.isEmpty() ? "" : " " + reason);
  }

  private static Failure denied(String resource, String reason) {
    return asked("AccessDeniedException", sentence(resource, reason));
  }

  private static Failure asked(String code, String message) {
    var details = AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
    return EcrFailures.of(
            EcrFailures.Question.repository(
                new RepositoryPath("app"), AwsServer.atAws("ECR", PARIS)),
            (EcrException) EcrException.builder().statusCode(400).awsErrorDetails(details).build())
        .failure();
  }

  private static Failure pushed(String said) {
    var repository = Repository.parse("123456789012.dkr.ecr.eu-west-3.amazonaws.com/app");
    var state =
        new RepositoryState(
            repository,
            OWN,
            new TagMutability(false, List.of()),
            new AwsAccount("123456789012"),
            PARIS);
    return PushFailures.of(state, repository.tagged(new Tag("1.4")), said).failure();
  }
}
