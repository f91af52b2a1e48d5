package io.github.ecrpush.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.sandbox.images.Quota;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageScanningConfiguration;
import software.amazon.awssdk.services.ecr.model.ImageTagAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilter;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.InvalidTagParameterException;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewInProgressException;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewNotFoundException;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyPreviewStatus;
import software.amazon.awssdk.services.ecr.model.LimitExceededException;
import software.amazon.awssdk.services.ecr.model.RegistryPolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.RegistryScanningRule;
import software.amazon.awssdk.services.ecr.model.RepositoryPolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.ScanFrequency;
import software.amazon.awssdk.services.ecr.model.ScanType;
import software.amazon.awssdk.services.ecr.model.ScanningRepositoryFilter;
import software.amazon.awssdk.services.ecr.model.Tag;
import software.amazon.awssdk.services.ecr.model.TagStatus;
import software.amazon.awssdk.services.ecr.model.TooManyTagsException;

/// What ECR lets one say of repositories, and of a registry as a whole.
class SandboxRepositoriesTest {

  private static final String NAME = "octo/app";
  private static final String ARN = "arn:aws:ecr:eu-west-1:123456789012:repository/octo/app";
  private static final String KEEP_ONE =
      """
      {"rules":[{"rulePriority":1,"description":"one is enough for us",
        "selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":1},
        "action":{"type":"expire"}}]}
      """;
  private static final String PULL =
      "{\"Version\":\"2012-10-17\", \"Statement\":[{\"Sid\":\"pull\",\"Effect\":\"Allow\","
          + "\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:root\"},\"Action\":\"ecr:BatchGetImage\"}]}";

  @TempDir private Path data;
  private Sandbox sandbox;
  private SandboxClient client;
  private EcrClient ecr;

  @BeforeEach
  void start() throws IOException {
    sandbox =
        Sandbox.start(SandboxSettings.in(data).withRepositories(NAME), InstantSource.system());
    client = new SandboxClient(sandbox);
    ecr = client.ecr(client.session());
  }

  @AfterEach
  void end() {
    ecr.close();
    sandbox.close();
  }

  @Test
  void forgets_none_of_the_settings_that_are_changed_at_once() throws Exception {
    for (int round = 0; round < 20; round++) {
      boolean on = round % 2 == 0;
      try (var tasks = new Parallel()) {
        tasks.run(
            "lifecycle",
            () ->
                ecr.putLifecyclePolicy(
                    call -> call.repositoryName(NAME).lifecyclePolicyText(KEEP_ONE)));
        tasks.run(
            "scanning",
            () ->
                ecr.putImageScanningConfiguration(
                    call -> call.repositoryName(NAME).imageScanningConfiguration(on(on))));
        tasks.run(
            "policy",
            () -> ecr.setRepositoryPolicy(call -> call.repositoryName(NAME).policyText(PULL)));
        tasks.join();
      }
      var there = ecr.describeRepositories(call -> call.repositoryNames(NAME)).repositories();
      assertThat(there.getFirst().imageScanningConfiguration().scanOnPush()).isEqualTo(on);
      ecr.deleteLifecyclePolicy(call -> call.repositoryName(NAME)); // fails when there is none
      ecr.deleteRepositoryPolicy(call -> call.repositoryName(NAME));
    }
  }

  private static ImageScanningConfiguration on(boolean scanOnPush) {
    return ImageScanningConfiguration.builder().scanOnPush(scanOnPush).build();
  }

  @Test
  void keeps_a_policy_letter_by_letter() {
    assertThatThrownBy(() -> ecr.getRepositoryPolicy(request -> request.repositoryName(NAME)))
        .isInstanceOf(RepositoryPolicyNotFoundException.class)
        .hasMessageContaining(
            "Repository policy does not exist for the repository with name 'octo/app' in the"
                + " registry with id '123456789012'");

    ecr.setRepositoryPolicy(request -> request.repositoryName(NAME).policyText(PULL));

    assertThat(ecr.getRepositoryPolicy(request -> request.repositoryName(NAME)).policyText())
        .isEqualTo(PULL);
    assertThat(ecr.deleteRepositoryPolicy(request -> request.repositoryName(NAME)).policyText())
        .isEqualTo(PULL);
    assertThatThrownBy(() -> ecr.deleteRepositoryPolicy(request -> request.repositoryName(NAME)))
        .isInstanceOf(RepositoryPolicyNotFoundException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"Version\":\"2012-10-17\"}",
        "{\"Statement\":[]}",
        "{\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"ecr:*\"}]}",
        "{\"Statement\":[{\"Effect\":\"Maybe\",\"Principal\":\"*\",\"Action\":\"ecr:*\"}]}"
      })
  void takes_no_policy_that_is_none(String text) {
    assertThatThrownBy(
            () -> ecr.setRepositoryPolicy(request -> request.repositoryName(NAME).policyText(text)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Invalid repository policy provided");
  }

  @Test
  void lets_nobody_lock_themselves_out_unless_they_insist() {
    var locked =
        "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"ecr:SetRepositoryPolicy\"}}";

    assertThatThrownBy(() ->
            ecr.setRepositoryPolicy(request -> request.repositoryName(NAME).policyText(locked)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("force");
    ecr.setRepositoryPolicy(request -> request.repositoryName(NAME).policyText(locked).force(true));

    assertThat(ecr.getRepositoryPolicy(request -> request.repositoryName(NAME)).policyText())
        .isEqualTo(locked);
  }

  @Test
  void keeps_a_lifecycle_policy_letter_by_letter() {
    assertThatThrownBy(() -> ecr.getLifecyclePolicy(request -> request.repositoryName(NAME)))
        .isInstanceOf(LifecyclePolicyNotFoundException.class);

    ecr.putLifecyclePolicy(request -> request.repositoryName(NAME).lifecyclePolicyText(KEEP_ONE));

    assertThat(
            ecr.getLifecyclePolicy(request -> request.repositoryName(NAME)).lifecyclePolicyText())
        .isEqualTo(KEEP_ONE);
    assertThat(
            ecr.deleteLifecyclePolicy(request -> request.repositoryName(NAME))
                .lifecyclePolicyText())
        .isEqualTo(KEEP_ONE);
    assertThatThrownBy(() -> ecr.deleteLifecyclePolicy(request -> request.repositoryName(NAME)))
        .isInstanceOf(LifecyclePolicyNotFoundException.class);
    assertThatThrownBy(() ->
            ecr.putLifecyclePolicy(request ->
                request
                    .repositoryName(NAME)
                    .lifecyclePolicyText(KEEP_ONE.replace("expire", "delete"))))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining(
            "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle"
                + " policy validation failure: instance value (\"delete\") not found in enum");
  }

  @Test
  void previews_what_would_expire() throws IOException {
    var login = client.login();
    assertThatThrownBy(() -> ecr.getLifecyclePolicyPreview(request -> request.repositoryName(NAME)))
        .isInstanceOf(LifecyclePolicyPreviewNotFoundException.class);
    assertThatThrownBy(
            () -> ecr.startLifecyclePolicyPreview(request -> request.repositoryName(NAME)))
        .isInstanceOf(LifecyclePolicyNotFoundException.class);
    var first = client.pushImage(NAME, "v1", login, "one");
    client.pushImage(NAME, "v2", login, "two");
    client.pushImage(NAME, "v2", login, "two, again");

    var started =
        ecr.startLifecyclePolicyPreview(
            request -> request.repositoryName(NAME).lifecyclePolicyText(KEEP_ONE));
    assertThat(started.status()).isEqualTo(LifecyclePolicyPreviewStatus.IN_PROGRESS);
    assertThatThrownBy(() ->
            ecr.startLifecyclePolicyPreview(
                request -> request.repositoryName(NAME).lifecyclePolicyText(KEEP_ONE)))
        .isInstanceOf(LifecyclePolicyPreviewInProgressException.class);
    var soon = ecr.getLifecyclePolicyPreview(request -> request.repositoryName(NAME));
    assertThat(soon.status()).isEqualTo(LifecyclePolicyPreviewStatus.IN_PROGRESS);
    assertThat(soon.previewResults()).isEmpty();
    var done = ecr.getLifecyclePolicyPreview(request -> request.repositoryName(NAME));

    assertThat(done.status()).isEqualTo(LifecyclePolicyPreviewStatus.COMPLETE);
    assertThat(done.lifecyclePolicyText()).isEqualTo(KEEP_ONE);
    assertThat(done.summary().expiringImageTotalCount()).isEqualTo(2);
    assertThat(done.previewResults()).extracting(each -> each.imageTags().size()).contains(0, 1);
    var oldest = done.previewResults().getFirst();
    assertThat(oldest.imageDigest()).isEqualTo(first.toString());
    assertThat(oldest.action().typeAsString()).isEqualTo("EXPIRE");
    assertThat(oldest.appliedRulePriority()).isEqualTo(1);
    assertThat(ecr.listImages(request -> request.repositoryName(NAME)).imageIds()).hasSize(3);
  }

  @Test
  void shows_a_preview_page_by_page_and_by_images() throws IOException {
    var login = client.login();
    for (var tag : List.of("v1", "v2", "v3", "v4")) {
      client.pushImage(NAME, tag, login, tag);
    }
    ecr.startLifecyclePolicyPreview(
        request -> request.repositoryName(NAME).lifecyclePolicyText(KEEP_ONE));
    ecr.getLifecyclePolicyPreview(request -> request.repositoryName(NAME));

    var page = ecr.getLifecyclePolicyPreview(request -> request.repositoryName(NAME).maxResults(2));
    var rest =
        ecr.getLifecyclePolicyPreview(
            request -> request.repositoryName(NAME).maxResults(2).nextToken(page.nextToken()));
    assertThat(page.previewResults()).hasSize(2);
    assertThat(rest.previewResults()).hasSize(1);
    assertThat(rest.nextToken()).isNull();
    assertThat(rest.summary().expiringImageTotalCount()).isEqualTo(3);
    var tag = ImageIdentifier.builder().imageTag("v2").build();
    assertThat(
            ecr.getLifecyclePolicyPreview(request -> request.repositoryName(NAME).imageIds(tag))
                .previewResults())
        .singleElement()
        .satisfies(each -> assertThat(each.imageTags()).containsExactly("v2"));
    assertThat(
            ecr.getLifecyclePolicyPreview(request ->
                    request
                        .repositoryName(NAME)
                        .filter(filter -> filter.tagStatus(TagStatus.UNTAGGED)))
                .previewResults())
        .isEmpty();
  }

  @Test
  void lets_an_index_expire_and_not_yet_what_it_lists() throws IOException {
    var login = client.login();
    var child = client.pushImage(NAME, "child", login, "child");
    var index =
        """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json",
         "manifests":[{"mediaType":"%s","digest":"%s","size":1}]}
        """
            .formatted(SandboxClient.OCI_MANIFEST, child);
    ecr.putImage(request -> request.repositoryName(NAME).imageManifest(index).imageTag("index"));
    client.pushImage(NAME, "newest", login, "newest");
    ecr.startLifecyclePolicyPreview(
        request -> request.repositoryName(NAME).lifecyclePolicyText(KEEP_ONE));
    ecr.getLifecyclePolicyPreview(request -> request.repositoryName(NAME));

    assertThat(
            ecr.getLifecyclePolicyPreview(request -> request.repositoryName(NAME)).previewResults())
        .singleElement()
        .satisfies(each -> assertThat(each.imageTags()).containsExactly("index"));
    var sizes =
        ecr.describeImages(request ->
                request
                    .repositoryName(NAME)
                    .imageIds(
                        ImageIdentifier.builder().imageTag("child").build(),
                        ImageIdentifier.builder().imageTag("index").build()))
            .imageDetails();
    assertThat(sizes.getLast().imageSizeInBytes()).isEqualTo(sizes.getFirst().imageSizeInBytes());
  }

  @Test
  void forgets_the_preview_of_a_repository_that_is_deleted() {
    ecr.startLifecyclePolicyPreview(
        request -> request.repositoryName(NAME).lifecyclePolicyText(KEEP_ONE));
    ecr.deleteRepository(request -> request.repositoryName(NAME));
    ecr.createRepository(request -> request.repositoryName(NAME));

    assertThatThrownBy(() -> ecr.getLifecyclePolicyPreview(request -> request.repositoryName(NAME)))
        .isInstanceOf(LifecyclePolicyPreviewNotFoundException.class);
  }

  @Test
  void tags_and_untags_a_repository() {
    var arn =
        ecr.createRepository(request -> request.repositoryName("octo/new").tags(tag("team", "a")))
            .repository()
            .repositoryArn();

    ecr.tagResource(request -> request.resourceArn(arn).tags(tag("team", "b"), tag("stage", "")));
    ecr.untagResource(request -> request.resourceArn(arn).tagKeys("stage", "none"));

    assertThat(ecr.listTagsForResource(request -> request.resourceArn(arn)).tags())
        .containsExactly(tag("team", "b"));
    assertThat(ecr.listTagsForResource(request -> request.resourceArn(ARN)).tags()).isEmpty();
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  @Test
  void refuses_tags_that_aws_refuses() {
    var many = IntStream.range(0, 51).mapToObj(number -> tag("k" + number, "")).toList();
    assertThatThrownBy(() -> ecr.tagResource(request -> request.resourceArn(ARN).tags(many)))
        .isInstanceOf(TooManyTagsException.class);
    for (var odd :
        List.of(
            tag("", "x"),
            tag("k".repeat(129), "x"),
            tag("k", "v".repeat(257)),
            tag("aws:k", "v"))) {
      assertThatThrownBy(() -> ecr.tagResource(request -> request.resourceArn(ARN).tags(odd)))
          .isInstanceOf(InvalidTagParameterException.class);
    }
    assertThatThrownBy(() -> ecr.listTagsForResource(request -> request.resourceArn("octo/app")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Invalid ARN");
    assertThatThrownBy(() ->
            ecr.listTagsForResource(
                request -> request.resourceArn(ARN.replace("eu-west-1", "eu-west-3"))))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(() ->
            ecr.listTagsForResource(
                request -> request.resourceArn(ARN.replace("123456789012", "999999999999"))))
        .isInstanceOf(EcrException.class)
        .hasMessageContaining("is not authorized to perform: ecr:ListTagsForResource");
  }

  @Test
  void names_a_key_when_kms_encrypts_and_none_was_given() {
    var made =
        ecr.createRepository(request ->
                request
                    .repositoryName("octo/kms")
                    .encryptionConfiguration(each -> each.encryptionType(EncryptionType.KMS)))
            .repository();
    var given =
        ecr.createRepository(request ->
                request
                    .repositoryName("octo/key")
                    .encryptionConfiguration(
                        each -> each.encryptionType(EncryptionType.KMS_DSSE).kmsKey("alias/ours")))
            .repository();

    assertThat(made.encryptionConfiguration().kmsKey())
        .matches("arn:aws:kms:eu-west-1:123456789012:key/[0-9a-f-]{36}");
    assertThat(given.encryptionConfiguration().kmsKey()).isEqualTo("alias/ours");
    assertThatThrownBy(() ->
            ecr.createRepository(request ->
                request
                    .repositoryName("octo/none")
                    .encryptionConfiguration(
                        each -> each.encryptionType(EncryptionType.AES256).kmsKey("alias/ours"))))
        .isInstanceOf(InvalidParameterException.class);
  }

  /// Which pushes of a tag that is there are let through: `fixed` is an exception of both rules.
  @ParameterizedTest
  @CsvSource({
    "MUTABLE,                  plain, true",
    "MUTABLE,                  fixed-1, true",
    "IMMUTABLE,                plain, false",
    "IMMUTABLE,                fixed-1, false",
    "MUTABLE_WITH_EXCLUSION,   plain, true",
    "MUTABLE_WITH_EXCLUSION,   fixed-1, false",
    "IMMUTABLE_WITH_EXCLUSION, plain, false",
    "IMMUTABLE_WITH_EXCLUSION, fixed-1, true"
  })
  void moves_only_the_tags_that_may_move(ImageTagMutability mode, String tag, boolean moves)
      throws IOException {
    var login = client.login();
    var before = client.pushImage(NAME, tag, login, "before");
    var filter =
        ImageTagMutabilityExclusionFilter.builder().filterType("WILDCARD").filter("fix*-*").build();
    var answer =
        ecr.putImageTagMutability(request -> {
          request.repositoryName(NAME).imageTagMutability(mode);
          if (mode.toString().endsWith("EXCLUSION")) {
            request.imageTagMutabilityExclusionFilters(filter);
          }
        });
    assertThat(answer.imageTagMutability()).isEqualTo(mode);

    var one = client.image(NAME, login, "through the registry");
    var two = new String(client.image(NAME, login, "through the api"), StandardCharsets.UTF_8);
    var reply = client.pushManifest(NAME, tag, login, one);
    assertThat(reply.status()).isEqualTo(moves ? 201 : 400);
    if (moves) {
      ecr.putImage(request -> request.repositoryName(NAME).imageTag(tag).imageManifest(two));
    } else {
      assertThat(reply.text()).contains("TAG_INVALID").contains("the tag is immutable");
      assertThatThrownBy(() ->
              ecr.putImage(
                  request -> request.repositoryName(NAME).imageTag(tag).imageManifest(two)))
          .isInstanceOf(ImageTagAlreadyExistsException.class);
    }

    var now =
        client
            .registry("HEAD", "/v2/octo/app/manifests/" + tag, login)
            .header("Docker-Content-Digest");
    assertThat(now.equals(before.toString())).isEqualTo(!moves);
    assertThat(client.pushManifest(NAME, "new-" + tag, login, one).status()).isEqualTo(201);
  }

  @Test
  void frees_a_fixed_tag_by_deleting_it() throws IOException {
    var login = client.login();
    client.pushImage(NAME, "v1", login, "before");
    ecr.putImageTagMutability(
        request -> request.repositoryName(NAME).imageTagMutability("IMMUTABLE"));

    ecr.batchDeleteImage(request ->
        request.repositoryName(NAME).imageIds(ImageIdentifier.builder().imageTag("v1").build()));

    client.pushImage(NAME, "v1", login, "after");
  }

  @ParameterizedTest
  @CsvSource({
    "MUTABLE, a",
    "IMMUTABLE, a",
    "MUTABLE_WITH_EXCLUSION,",
    "IMMUTABLE_WITH_EXCLUSION, a*b*c*",
    "IMMUTABLE_WITH_EXCLUSION, a/b"
  })
  void refuses_filters_that_ecr_refuses(String mode, String filter) {
    assertThatThrownBy(() ->
            ecr.putImageTagMutability(request -> {
              request.repositoryName(NAME).imageTagMutability(mode);
              if (filter != null) {
                request.imageTagMutabilityExclusionFilters(
                    ImageTagMutabilityExclusionFilter.builder()
                        .filterType("WILDCARD")
                        .filter(filter)
                        .build());
              }
            }))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("imageTagMutabilityExclusionFilters");
  }

  @Test
  void says_which_repositories_a_registry_scans() {
    ecr.createRepository(request -> request.repositoryName("other/app"));
    ecr.putImageScanningConfiguration(request ->
        request
            .repositoryName("other/app")
            .imageScanningConfiguration(scanning -> scanning.scanOnPush(true)));
    assertThat(
            ecr.getRegistryScanningConfiguration(request -> {}).scanningConfiguration().scanType())
        .isEqualTo(ScanType.BASIC);

    ecr.putRegistryScanningConfiguration(
        request -> request.scanType(ScanType.ENHANCED).rules(List.of(continuous("octo/*"))));

    var found =
        ecr.batchGetRepositoryScanningConfiguration(
            request -> request.repositoryNames(NAME, "other/app", "none/app"));
    assertThat(found.scanningConfigurations())
        .extracting(each -> each.scanFrequency())
        .containsExactly(ScanFrequency.CONTINUOUS_SCAN, ScanFrequency.SCAN_ON_PUSH);
    assertThat(found.failures().getFirst().failureCodeAsString()).isEqualTo("REPOSITORY_NOT_FOUND");
    assertThat(ecr.getRegistryScanningConfiguration(request -> {}).scanningConfiguration().rules())
        .hasSize(1);
  }

  private static RegistryScanningRule continuous(String names) {
    return RegistryScanningRule.builder()
        .scanFrequency(ScanFrequency.CONTINUOUS_SCAN)
        .repositoryFilters(
            ScanningRepositoryFilter.builder().filterType("WILDCARD").filter(names).build())
        .build();
  }

  @Test
  void keeps_what_is_said_of_a_registry_over_a_restart() throws IOException {
    assertThatThrownBy(() -> ecr.getRegistryPolicy(request -> {}))
        .isInstanceOf(RegistryPolicyNotFoundException.class);
    ecr.putRegistryPolicy(request -> request.policyText(PULL));
    ecr.putAccountSetting(request -> request.name("REGISTRY_POLICY_SCOPE").value("V1"));
    ecr.setRepositoryPolicy(request -> request.repositoryName(NAME).policyText(PULL));
    ecr.tagResource(request -> request.resourceArn(ARN).tags(tag("team", "a")));
    ecr.putLifecyclePolicy(request -> request.repositoryName(NAME).lifecyclePolicyText(KEEP_ONE));
    end();
    start();

    assertThat(ecr.getRegistryPolicy(request -> {}).policyText()).isEqualTo(PULL);
    assertThat(ecr.getAccountSetting(request -> request.name("REGISTRY_POLICY_SCOPE")).value())
        .isEqualTo("V1");
    assertThat(ecr.getAccountSetting(request -> request.name("BLOB_MOUNTING")).value())
        .isEqualTo("DISABLED");
    assertThat(ecr.describeRegistry(request -> {}).replicationConfiguration().rules()).isEmpty();
    assertThat(ecr.getRepositoryPolicy(request -> request.repositoryName(NAME)).policyText())
        .isEqualTo(PULL);
    assertThat(
            ecr.getLifecyclePolicy(request -> request.repositoryName(NAME)).lifecyclePolicyText())
        .isEqualTo(KEEP_ONE);
    assertThat(ecr.listTagsForResource(request -> request.resourceArn(ARN)).tags())
        .containsExactly(tag("team", "a"));
  }

  @Test
  void takes_no_more_than_its_quota() throws IOException {
    var login = client.login();
    sandbox.limit(new Quota(2, 1));
    client.pushImage(NAME, "v1", login, "one");
    client.pushImage(NAME, "v2", login, "one");
    ecr.createRepository(request -> request.repositoryName("octo/second"));

    assertThatThrownBy(() -> ecr.createRepository(request -> request.repositoryName("octo/third")))
        .isInstanceOf(LimitExceededException.class)
        .hasMessageContaining(
            "already has the maximum allowed number of repositories which is '2'");
    var manifest = client.image(NAME, login, "two");
    assertThatThrownBy(() ->
            ecr.putImage(request ->
                request
                    .repositoryName(NAME)
                    .imageTag("v3")
                    .imageManifest(new String(manifest, StandardCharsets.UTF_8))))
        .isInstanceOf(LimitExceededException.class);
    var reply = client.pushManifest(NAME, "v3", login, manifest);
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.text())
        .contains("DENIED")
        .contains(
            "The repository with name 'octo/app' in registry with id '123456789012' already has the"
                + " maximum allowed number of images which is '1'");
  }

  @Test
  void copies_no_image_elsewhere() throws IOException {
    client.pushImage(NAME, "v1", client.login(), "one");

    assertThat(
            ecr.describeImageReplicationStatus(
                    request -> request.repositoryName(NAME).imageId(id -> id.imageTag("v1")))
                .replicationStatuses())
        .isEmpty();
  }
}
