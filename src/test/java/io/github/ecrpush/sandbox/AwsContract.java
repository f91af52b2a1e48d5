package io.github.ecrpush.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotEmptyException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.sts.StsClient;

/// What ECR's and STS's API do, as far as others that play them do it too.
abstract class AwsContract {

  abstract EcrClient ecr();

  abstract StsClient sts();

  /// Makes an image with this tag in a repository that is there.
  abstract void putImage(String repository, String tag) throws Exception;

  @Test
  void says_who_is_asking() {
    var identity = sts().getCallerIdentity();

    assertThat(identity.account()).isEqualTo("123456789012");
    assertThat(identity.arn()).contains("123456789012");
    assertThat(identity.userId()).isNotBlank();
  }

  @Test
  void makes_and_describes_a_repository() {
    var made =
        ecr()
            .createRepository(request ->
                request
                    .repositoryName("contract/made")
                    .imageTagMutability(ImageTagMutability.IMMUTABLE)
                    .imageScanningConfiguration(scan -> scan.scanOnPush(true)))
            .repository();

    var found =
        ecr()
            .describeRepositories(request -> request.repositoryNames("contract/made"))
            .repositories()
            .getFirst();
    assertThat(found.repositoryArn())
        .isEqualTo("arn:aws:ecr:eu-west-1:123456789012:repository/contract/made")
        .isEqualTo(made.repositoryArn());
    assertThat(found.registryId()).isEqualTo("123456789012");
    assertThat(found.repositoryUri()).endsWith("/contract/made").doesNotContain("://");
    assertThat(found.imageTagMutability()).isEqualTo(ImageTagMutability.IMMUTABLE);
    assertThat(found.imageScanningConfiguration().scanOnPush()).isTrue();
    assertThat(found.encryptionConfiguration().encryptionTypeAsString()).isEqualTo("AES256");
    assertThat(found.createdAt()).isNotNull();
  }

  @Test
  void makes_no_repository_twice() {
    ecr().createRepository(request -> request.repositoryName("contract/twice"));

    assertThatThrownBy(
            () -> ecr().createRepository(request -> request.repositoryName("contract/twice")))
        .isInstanceOf(RepositoryAlreadyExistsException.class)
        .hasMessageContaining(
            "The repository with name 'contract/twice' already exists in the registry with id"
                + " '123456789012'");
  }

  @Test
  void does_not_know_a_repository_that_nobody_made() {
    assertThatThrownBy(
            () -> ecr().describeRepositories(request -> request.repositoryNames("contract/none")))
        .isInstanceOf(RepositoryNotFoundException.class)
        .hasMessageContaining(
            "The repository with name 'contract/none' does not exist in the registry with id"
                + " '123456789012'");
  }

  @Test
  void changes_which_tags_may_move() {
    ecr().createRepository(request -> request.repositoryName("contract/changed"));

    ecr()
        .putImageTagMutability(request ->
            request
                .repositoryName("contract/changed")
                .imageTagMutability(ImageTagMutability.IMMUTABLE));

    assertThat(
            ecr()
                .describeRepositories(request -> request.repositoryNames("contract/changed"))
                .repositories()
                .getFirst()
                .imageTagMutability())
        .isEqualTo(ImageTagMutability.IMMUTABLE);
  }

  @Test
  void describes_and_lists_images() throws Exception {
    ecr().createRepository(request -> request.repositoryName("contract/images"));
    putImage("contract/images", "v1");

    var tag = ImageIdentifier.builder().imageTag("v1").build();
    var described =
        ecr()
            .describeImages(request -> request.repositoryName("contract/images").imageIds(tag))
            .imageDetails()
            .getFirst();
    assertThat(described.imageTags()).containsExactly("v1");
    assertThat(described.imageDigest()).startsWith("sha256:");
    assertThat(described.imagePushedAt()).isNotNull();
    assertThat(ecr().listImages(request -> request.repositoryName("contract/images")).imageIds())
        .extracting(ImageIdentifier::imageTag)
        .containsExactly("v1");
    var got =
        ecr().batchGetImage(request -> request.repositoryName("contract/images").imageIds(tag));
    assertThat(got.images().getFirst().imageManifest()).contains("schemaVersion");
  }

  @Test
  void tells_of_missing_images_in_two_ways() {
    ecr().createRepository(request -> request.repositoryName("contract/missing"));
    var tag = ImageIdentifier.builder().imageTag("none").build();

    assertThatThrownBy(() ->
            ecr()
                .describeImages(
                    request -> request.repositoryName("contract/missing").imageIds(tag)))
        .isInstanceOf(ImageNotFoundException.class)
        .hasMessageContaining("imageTag:'none'");
    var got =
        ecr().batchGetImage(request -> request.repositoryName("contract/missing").imageIds(tag));
    assertThat(got.images()).isEmpty();
    assertThat(got.failures().getFirst().failureCodeAsString()).isEqualTo("ImageNotFound");
    assertThat(got.failures().getFirst().failureReason()).isEqualTo("Requested image not found");
  }

  @Test
  void deletes_images_by_tag() throws Exception {
    ecr().createRepository(request -> request.repositoryName("contract/deleted"));
    putImage("contract/deleted", "v1");
    var tag = ImageIdentifier.builder().imageTag("v1").build();

    var deleted =
        ecr().batchDeleteImage(request -> request.repositoryName("contract/deleted").imageIds(tag));

    assertThat(deleted.imageIds().getFirst().imageTag()).isEqualTo("v1");
    assertThat(ecr().listImages(request -> request.repositoryName("contract/deleted")).imageIds())
        .isEmpty();
  }

  @Test
  void deletes_a_repository_with_images_only_by_force() throws Exception {
    ecr().createRepository(request -> request.repositoryName("contract/full"));
    putImage("contract/full", "v1");

    assertThatThrownBy(
            () -> ecr().deleteRepository(request -> request.repositoryName("contract/full")))
        .isInstanceOf(RepositoryNotEmptyException.class);
    ecr().deleteRepository(request -> request.repositoryName("contract/full").force(true));

    assertThatThrownBy(
            () -> ecr().describeRepositories(request -> request.repositoryNames("contract/full")))
        .isInstanceOf(RepositoryNotFoundException.class);
  }

  @Test
  void gives_a_login_for_the_user_aws() {
    var data = ecr().getAuthorizationToken().authorizationData().getFirst();

    var pair =
        new String(
            java.util.Base64.getDecoder().decode(data.authorizationToken()),
            java.nio.charset.StandardCharsets.UTF_8);
    assertThat(pair).startsWith("AWS:");
    assertThat(data.proxyEndpoint()).startsWith("http");
    assertThat(data.expiresAt()).isNotNull();
  }
}
