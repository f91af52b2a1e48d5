package io.github.ecrpush.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageReferrer;
import software.amazon.awssdk.services.ecr.model.LimitExceededException;
import software.amazon.awssdk.services.ecr.model.PullThroughCacheRuleNotFoundException;
import software.amazon.awssdk.services.ecr.model.ScanNotFoundException;
import software.amazon.awssdk.services.ecr.model.ScanStatus;
import software.amazon.awssdk.services.ecr.model.UnsupportedImageTypeException;

/// What ECR says of images beside what they are: scans, and what is about them.
class SandboxImagesTest {

  private static final String NAME = "octo/app";

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
  void scans_an_image_once_a_day_and_finds_nothing() throws IOException {
    client.pushImage(NAME, "v1", client.login(), "one");
    var id = ImageIdentifier.builder().imageTag("v1").build();

    assertThatThrownBy(() -> findings(id)).isInstanceOf(ScanNotFoundException.class);
    assertThat(
            ecr.startImageScan(request -> request.repositoryName(NAME).imageId(id))
                .imageScanStatus()
                .status())
        .isEqualTo(ScanStatus.IN_PROGRESS);
    assertThat(findings(id)).isEqualTo(ScanStatus.COMPLETE);
    assertThatThrownBy(
            () -> ecr.startImageScan(request -> request.repositoryName(NAME).imageId(id)))
        .isInstanceOf(LimitExceededException.class);
    assertThatThrownBy(() -> findings(ImageIdentifier.builder().imageTag("v2").build()))
        .isInstanceOf(ImageNotFoundException.class);
  }

  @Test
  void has_scanned_what_was_pushed_where_it_scans_on_push() throws IOException {
    ecr.putImageScanningConfiguration(request ->
        request.repositoryName(NAME).imageScanningConfiguration(scan -> scan.scanOnPush(true)));
    client.pushImage(NAME, "v1", client.login(), "one");

    assertThat(findings(ImageIdentifier.builder().imageTag("v1").build()))
        .isEqualTo(ScanStatus.COMPLETE);
  }

  @Test
  void scans_no_index() throws IOException {
    var child = client.pushImage(NAME, "child", client.login(), "child");
    var index =
        """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json",
         "manifests":[{"mediaType":"%s","digest":"%s","size":1}]}
        """
            .formatted(SandboxClient.OCI_MANIFEST, child);
    ecr.putImage(request -> request.repositoryName(NAME).imageManifest(index).imageTag("index"));

    assertThatThrownBy(() ->
            ecr.startImageScan(
                request -> request.repositoryName(NAME).imageId(id -> id.imageTag("index"))))
        .isInstanceOf(UnsupportedImageTypeException.class);
  }

  @Test
  void lists_what_is_about_an_image() throws IOException {
    var login = client.login();
    var subject = client.pushImage(NAME, "v1", login, "one");
    var config = client.pushBlob(NAME, login, "{}".getBytes(StandardCharsets.UTF_8));
    var about =
        """
        {"schemaVersion":2,"mediaType":"%s","artifactType":"application/vnd.example.sbom",
         "config":{"mediaType":"application/vnd.oci.empty.v1+json","digest":"%s","size":2},
         "layers":[{"mediaType":"application/vnd.oci.empty.v1+json","digest":"%s","size":2}],
         "subject":{"mediaType":"%s","digest":"%s","size":1},
         "annotations":{"by":"test"}}
        """
            .formatted(
                SandboxClient.OCI_MANIFEST, config, config, SandboxClient.OCI_MANIFEST, subject);
    ecr.putImage(request -> request.repositoryName(NAME).imageManifest(about));

    assertThat(referrers(subject, "application/vnd.example.sbom"))
        .singleElement()
        .satisfies(referrer -> {
          assertThat(referrer.digest())
              .isEqualTo(Digest.of(about.getBytes(StandardCharsets.UTF_8)).toString());
          assertThat(referrer.size()).isEqualTo(about.length());
          assertThat(referrer.annotations()).isEqualTo(Map.of("by", "test"));
          assertThat(referrer.artifactStatusAsString()).isEqualTo("ACTIVE");
        });
    assertThat(referrers(subject, "application/vnd.example.other")).isEmpty();
  }

  @Test
  void has_no_rules_for_repositories_that_are_made_by_themselves() {
    assertThat(ecr.describePullThroughCacheRules(request -> {}).pullThroughCacheRules()).isEmpty();
    assertThat(ecr.describeRepositoryCreationTemplates(request -> {}).repositoryCreationTemplates())
        .isEmpty();
    assertThatThrownBy(() ->
            ecr.describePullThroughCacheRules(request -> request.ecrRepositoryPrefixes("hub")))
        .isInstanceOf(PullThroughCacheRuleNotFoundException.class);
  }

  private ScanStatus findings(ImageIdentifier id) {
    return ecr.describeImageScanFindings(request -> request.repositoryName(NAME).imageId(id))
        .imageScanStatus()
        .status();
  }

  private List<ImageReferrer> referrers(Digest subject, String type) {
    return ecr.listImageReferrers(request ->
            request
                .repositoryName(NAME)
                .subjectId(id -> id.imageDigest(subject.toString()))
                .filter(filter -> filter.artifactTypes(type)))
        .referrers();
  }
}
