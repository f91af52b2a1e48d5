package io.github.ecrpush.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.EmptyUploadException;
import software.amazon.awssdk.services.ecr.model.ImageAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageDigestDoesNotMatchException;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageTagAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.InvalidLayerException;
import software.amazon.awssdk.services.ecr.model.InvalidLayerPartException;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.LayerAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.LayerPartTooSmallException;
import software.amazon.awssdk.services.ecr.model.LayersNotFoundException;
import software.amazon.awssdk.services.ecr.model.UploadNotFoundException;
import software.amazon.awssdk.services.sts.StsClient;

/// The contract of AWS's APIs, and what ours do as AWS's and others do not.
@TestInstance(Lifecycle.PER_CLASS)
class SandboxAwsTest extends AwsContract {

  private static final String REPOSITORY = "octo/app";

  private Sandbox sandbox;
  private SandboxClient client;
  private EcrClient ecr;
  private StsClient sts;
  private String login = "";

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    var settings = SandboxSettings.in(data).withRepositories(REPOSITORY, "octo/pages");
    sandbox = Sandbox.start(settings, InstantSource.system());
    client = new SandboxClient(sandbox);
    ecr = client.ecr(client.session());
    sts = client.sts(client.session());
    login = client.login();
  }

  @AfterAll
  void end() {
    ecr.close();
    sts.close();
    sandbox.close();
  }

  @Override
  EcrClient ecr() {
    return ecr;
  }

  @Override
  StsClient sts() {
    return sts;
  }

  @Override
  void putImage(String repository, String tag) throws IOException {
    client.pushImage(repository, tag, login, repository + tag);
  }

  private String manifest(String text) throws IOException {
    return new String(client.image(REPOSITORY, login, text), StandardCharsets.UTF_8);
  }

  @Test
  void gives_a_login_that_lasts_twelve_hours_for_its_own_registry() {
    var data = ecr.getAuthorizationToken().authorizationData().getFirst();

    assertThat(data.proxyEndpoint()).isEqualTo(sandbox.address());
    assertThat(Duration.between(Instant.now(), data.expiresAt()))
        .isBetween(Duration.ofMinutes(719), Duration.ofHours(12));
    assertThat(data.authorizationToken()).hasSizeGreaterThan(2000);
  }

  @Test
  void keeps_the_bytes_of_a_manifest_that_comes_through_the_api() throws IOException {
    var manifest = manifest("via api");

    var image =
        ecr.putImage(request ->
                request.repositoryName(REPOSITORY).imageManifest(manifest).imageTag("api"))
            .image();

    var digest = Digest.of(manifest.getBytes(StandardCharsets.UTF_8));
    assertThat(image.imageId().imageDigest()).isEqualTo(digest.toString());
    assertThat(client.registry("GET", "/v2/" + REPOSITORY + "/manifests/api", login).text())
        .isEqualTo(manifest);
    assertThatThrownBy(() ->
            ecr.putImage(request ->
                request.repositoryName(REPOSITORY).imageManifest(manifest).imageTag("api")))
        .isInstanceOf(ImageAlreadyExistsException.class);
  }

  @Test
  void refuses_images_for_ecrs_reasons() throws IOException {
    var manifest = manifest("reasons");
    var missing =
        manifest.replace(
            Digest.of("reasons".getBytes(StandardCharsets.UTF_8)).hex(), "0".repeat(64));
    assertThatThrownBy(() ->
            ecr.putImage(
                request -> request.repositoryName(REPOSITORY).imageManifest(missing).imageTag("x")))
        .isInstanceOf(LayersNotFoundException.class)
        .hasMessageContaining("Layers with digests '[sha256:000");
    assertThatThrownBy(() ->
            ecr.putImage(request ->
                request
                    .repositoryName(REPOSITORY)
                    .imageManifest(manifest)
                    .imageDigest("sha256:" + "1".repeat(64))))
        .isInstanceOf(ImageDigestDoesNotMatchException.class);
    assertThatThrownBy(
            () -> ecr.putImage(request -> request.repositoryName(REPOSITORY).imageManifest("odd")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Invalid JSON syntax");
  }

  @Test
  void keeps_fixed_tags_where_they_are() throws IOException {
    ecr.createRepository(request ->
        request.repositoryName("octo/fixed").imageTagMutability(ImageTagMutability.IMMUTABLE));
    var manifest = new String(client.image("octo/fixed", login, "fixed"), StandardCharsets.UTF_8);
    ecr.putImage(
        request -> request.repositoryName("octo/fixed").imageManifest(manifest).imageTag("v1"));

    assertThatThrownBy(() ->
            ecr.putImage(request ->
                request.repositoryName("octo/fixed").imageManifest(manifest).imageTag("v1")))
        .isInstanceOf(ImageTagAlreadyExistsException.class);
  }

  @Test
  void keeps_an_image_that_an_index_lists() throws IOException {
    var child = client.pushImage(REPOSITORY, "child", login, "child");
    var index =
        """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json",
         "manifests":[{"mediaType":"%s","digest":"%s","size":1}]}
        """
            .formatted(SandboxClient.OCI_MANIFEST, child);
    ecr.putImage(
        request -> request.repositoryName(REPOSITORY).imageManifest(index).imageTag("index"));

    var id = ImageIdentifier.builder().imageDigest(child.toString()).build();
    var deleted = ecr.batchDeleteImage(request -> request.repositoryName(REPOSITORY).imageIds(id));

    assertThat(deleted.failures().getFirst().failureCodeAsString())
        .isEqualTo("ImageReferencedByManifestList");
  }

  @Test
  void lists_page_by_page() throws IOException {
    for (int i = 0; i < 5; i++) {
      client.pushImage("octo/pages", "t" + i, login, "page " + i);
    }

    var tags = new ArrayList<String>();
    ecr.listImagesPaginator(request -> request.repositoryName("octo/pages").maxResults(2))
        .forEach(page -> page.imageIds().forEach(id -> tags.add(id.imageTag())));

    assertThat(tags)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 5).mapToObj(i -> "t" + i).toList());
    assertThatThrownBy(() ->
            ecr.listImages(request -> request.repositoryName("octo/pages").nextToken("bm9wZQ==")))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void takes_a_layer_in_parts_through_the_api() throws IOException {
    var part = new byte[5 * 1024 * 1024];
    java.util.Arrays.fill(part, (byte) 7);
    var tail = "tail".getBytes(StandardCharsets.UTF_8);
    var whole = java.util.Arrays.copyOf(part, part.length + tail.length);
    System.arraycopy(tail, 0, whole, part.length, tail.length);
    var upload = begin();
    append(upload, 0, part);
    append(upload, part.length, tail);

    var digest = Digest.of(whole).toString();
    ecr.completeLayerUpload(request ->
        request.repositoryName(REPOSITORY).uploadId(upload).layerDigests(List.of(digest)));

    var layers =
        ecr.batchCheckLayerAvailability(request ->
            request.repositoryName(REPOSITORY).layerDigests(digest, "sha256:" + "0".repeat(64)));
    assertThat(layers.layers())
        .extracting(layer -> layer.layerAvailabilityAsString())
        .containsExactly("AVAILABLE", "UNAVAILABLE");
    assertThat(layers.layers().getFirst().layerSize()).isEqualTo(whole.length);
    var url =
        ecr.getDownloadUrlForLayer(
                request -> request.repositoryName(REPOSITORY).layerDigest(digest))
            .downloadUrl();
    assertThat(
            io.github.ecrpush.testing.PlainHttp.send("GET", url, java.util.Map.of(), new byte[0])
                .bytes())
        .isEqualTo(whole);
    var again = begin();
    append(again, 0, whole);
    assertThatThrownBy(() -> complete(again, digest))
        .isInstanceOf(LayerAlreadyExistsException.class);
  }

  private String begin() {
    return ecr.initiateLayerUpload(request -> request.repositoryName(REPOSITORY)).uploadId();
  }

  private void append(String upload, long first, byte[] bytes) {
    ecr.uploadLayerPart(request ->
        request
            .repositoryName(REPOSITORY)
            .uploadId(upload)
            .partFirstByte(first)
            .partLastByte(first + bytes.length - 1)
            .layerPartBlob(SdkBytes.fromByteArray(bytes)));
  }

  private void complete(String upload, String digest) {
    ecr.completeLayerUpload(request ->
        request.repositoryName(REPOSITORY).uploadId(upload).layerDigests(List.of(digest)));
  }

  @Test
  void refuses_layers_for_ecrs_reasons() {
    var zeros = "sha256:" + "0".repeat(64);
    assertThatThrownBy(() -> complete(UUID.randomUUID().toString(), zeros))
        .isInstanceOf(UploadNotFoundException.class);
    var upload = begin();
    assertThatThrownBy(() -> complete(upload, zeros)).isInstanceOf(EmptyUploadException.class);
    append(upload, 0, new byte[3]);
    assertThatThrownBy(() -> complete(upload, zeros)).isInstanceOf(InvalidLayerException.class);
  }

  @Test
  void says_where_to_go_on_after_a_part_that_is_out_of_order() {
    var upload = begin();
    assertThat(outOfOrder(upload, 5, new byte[3]).lastValidByteReceived()).isNull();
    append(upload, 0, new byte[3]);

    var said = outOfOrder(upload, 5, new byte[3]);

    assertThat(said.lastValidByteReceived()).isEqualTo(2);
    assertThat(said.registryId()).isEqualTo("123456789012");
    assertThat(said.repositoryName()).isEqualTo(REPOSITORY);
    assertThat(said.uploadId()).isEqualTo(upload);
  }

  private InvalidLayerPartException outOfOrder(String upload, long first, byte[] bytes) {
    return catchThrowableOfType(
        InvalidLayerPartException.class, () -> append(upload, first, bytes));
  }

  @Test
  void finds_a_part_before_the_last_too_short_when_the_layer_is_complete() {
    var upload = begin();
    append(upload, 0, new byte[3]);
    append(upload, 3, new byte[3]);
    var digest = Digest.of(new byte[6]).toString();

    assertThatThrownBy(() -> complete(upload, digest))
        .isInstanceOf(LayerPartTooSmallException.class);
  }

  @Test
  void takes_a_part_of_the_largest_size_and_none_beyond() {
    var upload = begin();

    assertThatThrownBy(() -> append(upload, 0, new byte[20_971_521]))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("layerPartBlob");
    append(upload, 0, new byte[20_971_520]);
    complete(upload, Digest.of(new byte[20_971_520]).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"A/b", "../etc", "a//b", "-a", "a/", "é", "a b", "a"})
  void refuses_names_that_are_none(String name) {
    assertThatThrownBy(() -> ecr.createRepository(request -> request.repositoryName(name)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Invalid parameter at 'repositoryName'");
  }

  @Test
  void takes_the_longest_name() {
    var name = "a".repeat(256);

    ecr.createRepository(request -> request.repositoryName(name));

    assertThat(ecr.describeRepositories(request -> request.repositoryNames(name)).repositories())
        .hasSize(1);
  }

  @Test
  void keeps_other_accounts_closed() {
    assertThatThrownBy(() ->
            ecr.describeRepositories(
                request -> request.registryId("999999999999").repositoryNames("x/y")))
        .isInstanceOf(EcrException.class)
        .hasMessageContaining(
            "is not authorized to perform: ecr:DescribeRepositories on resource:"
                + " arn:aws:ecr:eu-west-1:999999999999:repository/x/y");
  }

  @Test
  void says_that_it_does_not_know_an_operation() {
    assertThatThrownBy(
            () -> ecr.validatePullThroughCacheRule(request -> request.ecrRepositoryPrefix("hub")))
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e ->
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException"));
  }
}
