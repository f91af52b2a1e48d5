package io.github.ecrpush.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.image.RawManifest;
import io.github.ecrpush.registry.Manifest.Layer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

  private static final String A = "sha256:" + "a".repeat(64);
  private static final String B = "sha256:" + "b".repeat(64);

  @Test
  void finds_the_configuration_of_an_image() throws Exception {
    var manifest =
        Manifest.parse(raw(MediaType.OCI_MANIFEST, "{\"config\":{\"digest\":\"" + A + "\"}}"));

    assertThat(manifest).isEqualTo(new Manifest.Image(Digest.parse(A), List.of()));
  }

  @Test
  void finds_the_layers_of_an_image() throws Exception {
    var manifest =
        Manifest.parse(
            raw(
                MediaType.OCI_MANIFEST,
                """
                {"config":{"digest":"%s"},"layers":[{"digest":"%s","size":7},{"digest":"%s"}]}
                """
                    .formatted(A, A, B)));

    assertThat(manifest)
        .isEqualTo(
            new Manifest.Image(
                Digest.parse(A),
                List.of(new Layer(Digest.parse(A), 7), new Layer(Digest.parse(B), 0))));
  }

  @Test
  void reads_an_image_whose_layers_it_cannot_read() throws Exception {
    var manifest =
        Manifest.parse(
            raw(
                MediaType.OCI_MANIFEST,
                "{\"config\":{\"digest\":\"" + A + "\"},\"layers\":[{\"digest\":\"md5:1\"}]}"));

    assertThat(manifest).isEqualTo(new Manifest.Image(Digest.parse(A), List.of()));
  }

  @Test
  void finds_the_images_of_an_index_and_leaves_out_attestations() throws Exception {
    var index =
        """
        {"manifests":[
          {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%s",
           "platform":{"os":"linux","architecture":"arm64","variant":"v8"}},
          {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%s",
           "platform":{"os":"unknown","architecture":"unknown"}},
          {"mediaType":"x","digest":"%s"}]}\
        """
            .formatted(A, B, B);

    assertThat(Manifest.parse(raw(MediaType.OCI_INDEX, index)))
        .isEqualTo(
            new Manifest.Index(
                List.of(
                    new Manifest.Child(
                        Platform.parse("linux/arm64"), Digest.parse(A), MediaType.OCI_MANIFEST))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{}", "{\"config\":{}}", "{\"config\":{\"digest\":\"md5:x\"}}"})
  void refuses_what_is_no_image(String text) {
    assertThatThrownBy(() -> Manifest.parse(raw(MediaType.DOCKER_MANIFEST, text)))
        .isInstanceOf(MalformedAnswerException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"manifests\":{}}",
        "{\"manifests\":[{\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}]}"
      })
  void refuses_what_is_no_index(String text) {
    assertThatThrownBy(() -> Manifest.parse(raw(MediaType.DOCKER_LIST, text)))
        .isInstanceOf(MalformedAnswerException.class);
  }

  private static RawManifest raw(MediaType type, String text) {
    return new RawManifest(type, text.getBytes(StandardCharsets.UTF_8));
  }
}
