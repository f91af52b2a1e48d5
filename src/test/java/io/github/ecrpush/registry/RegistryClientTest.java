package io.github.ecrpush.registry;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.head;
import static com.github.tomakehurst.wiremock.client.WireMock.headRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ecrpush.concurrent.Backoff;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.http.BodyTooLargeException;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.http.RetryPolicy;
import io.github.ecrpush.http.RetryingTransport;
import io.github.ecrpush.http.UrlConnectionTransport;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.image.RawManifest;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegistryClientTest {

  private static final RepositoryPath APP = new RepositoryPath("team/app");
  private static final Tag TAG = new Tag("1.4");
  private static final String BODY = "{\"config\":{}}  ";
  private static final Digest DIGEST = Digest.of(BODY.getBytes(StandardCharsets.UTF_8));
  private static final Digest OTHER = new Digest("a".repeat(64));
  private static final String BY_TAG = "/v2/team/app/manifests/1.4";
  private static final String BY_DIGEST = "/v2/team/app/manifests/" + DIGEST;

  @RegisterExtension
  static final WireMockExtension REGISTRY =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  @Test
  void asks_what_a_tag_points_to_without_reading_it() throws Exception {
    REGISTRY.stubFor(
        head(urlEqualTo(BY_TAG))
            .willReturn(ok().withHeader("Docker-Content-Digest", DIGEST.toString())));

    assertThat(client().digestOf(APP, TAG)).contains(DIGEST);

    REGISTRY.verify(
        headRequestedFor(urlEqualTo(BY_TAG))
            .withHeader("Authorization", equalTo("Basic QVdTOmh1bnRlcjI="))
            .withHeader("Accept", containing(MediaType.OCI_INDEX.value()))
            .withHeader("Accept", containing(MediaType.DOCKER_MANIFEST.value())));
  }

  @Test
  void knows_that_a_tag_is_not_there() throws Exception {
    assertThat(client().digestOf(APP, TAG)).isEmpty();
    assertThat(client().manifest(APP, TAG)).isEmpty();
    assertThat(client().manifest(APP, DIGEST)).isEmpty();
  }

  @Test
  void reads_the_bytes_when_the_registry_does_not_say_their_digest() throws Exception {
    REGISTRY.stubFor(head(urlEqualTo(BY_TAG)).willReturn(ok()));
    REGISTRY.stubFor(get(BY_TAG).willReturn(manifest(BODY)));

    assertThat(client().digestOf(APP, TAG)).contains(DIGEST);
  }

  @Test
  void keeps_the_bytes_of_a_manifest_as_they_are() throws Exception {
    REGISTRY.stubFor(
        get(BY_TAG)
            .willReturn(manifest(BODY).withHeader("Docker-Content-Digest", DIGEST.toString())));

    var manifest = client().manifest(APP, TAG).orElseThrow();

    assertThat(new String(manifest.bytes(), StandardCharsets.UTF_8)).isEqualTo(BODY);
    assertThat(manifest.digest()).isEqualTo(DIGEST);
    assertThat(manifest.mediaType()).isEqualTo(MediaType.OCI_MANIFEST);
  }

  @Test
  void does_not_take_other_bytes_for_those_that_were_asked_for() {
    REGISTRY.stubFor(get(BY_DIGEST).willReturn(manifest("{}")));

    var mismatch =
        catchThrowableOfType(DigestMismatchException.class, () -> client().manifest(APP, DIGEST));

    assertThat(mismatch.expected()).isEqualTo(DIGEST);
    assertThat(mismatch.actual()).isEqualTo(Digest.of("{}".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void does_not_take_bytes_that_are_not_what_the_registry_says() {
    REGISTRY.stubFor(
        get(BY_TAG)
            .willReturn(manifest(BODY).withHeader("Docker-Content-Digest", OTHER.toString())));

    assertThatThrownBy(() -> client().manifest(APP, TAG))
        .isInstanceOf(DigestMismatchException.class);
  }

  @Test
  void reads_a_blob_whose_bytes_have_the_digest() throws Exception {
    var blob = "{\"os\":\"linux\"}".getBytes(StandardCharsets.UTF_8);
    var path = "/v2/team/app/blobs/" + Digest.of(blob);
    REGISTRY.stubFor(get(path).willReturn(ok().withBody(blob)));

    assertThat(client().blob(new RepositoryPath("team/app"), Digest.of(blob))).hasValue(blob);

    REGISTRY.stubFor(get(path).willReturn(ok().withBody("{}")));
    assertThatThrownBy(() -> client().blob(new RepositoryPath("team/app"), Digest.of(blob)))
        .isInstanceOf(DigestMismatchException.class);
    REGISTRY.stubFor(get(path).willReturn(status(404)));
    assertThat(client().blob(new RepositoryPath("team/app"), Digest.of(blob))).isEmpty();
  }

  @Test
  void refuses_what_is_no_manifest() {
    REGISTRY.stubFor(
        get(BY_TAG).willReturn(manifest(BODY).withHeader("Content-Type", "text/html")));
    REGISTRY.stubFor(
        head(urlEqualTo(BY_TAG)).willReturn(ok().withHeader("Docker-Content-Digest", "md5:1")));

    assertThatThrownBy(() -> client().manifest(APP, TAG))
        .isInstanceOf(MalformedAnswerException.class);
    assertThatThrownBy(() -> client().digestOf(APP, TAG))
        .isInstanceOf(MalformedAnswerException.class);
  }

  @Test
  void reads_no_manifest_that_is_larger_than_any() {
    REGISTRY.stubFor(get(BY_TAG).willReturn(manifest(" ".repeat(4 * 1024 * 1024 + 1))));

    assertThatThrownBy(() -> client().manifest(APP, TAG)).isInstanceOf(BodyTooLargeException.class);
  }

  @Test
  void says_what_the_registry_says() {
    REGISTRY.stubFor(
        get(BY_TAG)
            .willReturn(
                status(403)
                    .withBody("{\"errors\":[{\"code\":\"DENIED\",\"message\":\"not you\"}]}")));

    var refusal = catchThrowableOfType(RegistryException.class, () -> client().manifest(APP, TAG));

    assertThat(refusal.status()).isEqualTo(403);
    assertThat(refusal.method()).isEqualTo("GET");
    assertThat(refusal.errors()).containsExactly(new RegistryError("DENIED", "not you"));
    assertThat(refusal.isTemporary()).isFalse();
    assertThat(refusal.toString()).doesNotContain("hunter2").doesNotContain("QVdT");
  }

  @Test
  void makes_nothing_of_a_refusal_that_is_not_the_protocols() {
    REGISTRY.stubFor(get(BY_TAG).willReturn(status(400).withBody("<html>")));

    var refusal = catchThrowableOfType(RegistryException.class, () -> client().manifest(APP, TAG));

    assertThat(refusal.errors()).isEmpty();
  }

  @Test
  void asks_again_when_the_registry_is_busy_and_then_gives_up() {
    REGISTRY.stubFor(head(urlEqualTo(BY_TAG)).willReturn(status(503)));

    var refusal = catchThrowableOfType(RegistryException.class, () -> client().digestOf(APP, TAG));

    assertThat(refusal.isTemporary()).isTrue();
    REGISTRY.verify(3, headRequestedFor(urlEqualTo(BY_TAG)));
  }

  @Test
  void knows_that_a_manifest_was_taken_by_the_status_or_by_the_digest() throws Exception {
    REGISTRY.stubFor(put(BY_TAG).willReturn(status(201)));
    client().put(APP, TAG, ours());

    REGISTRY.stubFor(
        put(BY_TAG).willReturn(status(202).withHeader("Docker-Content-Digest", DIGEST.toString())));
    client().put(APP, TAG, ours());
  }

  @Test
  void does_not_take_a_page_for_a_registry_that_took_a_manifest() {
    REGISTRY.stubFor(put(BY_TAG).willReturn(ok("<html>").withHeader("Content-Type", "text/html")));

    assertThatThrownBy(() -> client().put(APP, TAG, ours()))
        .isInstanceOf(MalformedAnswerException.class);
  }

  @Test
  void does_not_take_another_manifest_for_ours() {
    REGISTRY.stubFor(
        put(BY_TAG).willReturn(status(201).withHeader("Docker-Content-Digest", OTHER.toString())));

    assertThatThrownBy(() -> client().put(APP, TAG, ours()))
        .isInstanceOf(DigestMismatchException.class);
  }

  private static RawManifest ours() {
    return new RawManifest(MediaType.OCI_MANIFEST, BODY.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void follows_a_redirect_without_its_login() throws Exception {
    var elsewhere = REGISTRY.baseUrl().replace("localhost", "127.0.0.1") + "/signed?x=1";
    REGISTRY.stubFor(get(BY_TAG).willReturn(status(307).withHeader("Location", elsewhere)));
    REGISTRY.stubFor(get("/signed?x=1").willReturn(manifest(BODY)));

    assertThat(client().manifest(APP, TAG)).isPresent();

    REGISTRY.verify(getRequestedFor(urlEqualTo("/signed?x=1")).withoutHeader("Authorization"));
  }

  private static ResponseDefinitionBuilder manifest(String body) {
    return ok(body).withHeader("Content-Type", MediaType.OCI_MANIFEST + "; charset=utf-8");
  }

  private static RegistryClient client() {
    return new RegistryClient(
        URI.create(REGISTRY.baseUrl()),
        new RegistryCredential("AWS", new Secret("hunter2")),
        new RetryingTransport(
            new UrlConnectionTransport(new Connections(Network.DIRECT)),
            new RetryPolicy(
                3,
                Duration.ofSeconds(5),
                new Backoff(Duration.ofMillis(2), Duration.ofMillis(5)))));
  }
}
