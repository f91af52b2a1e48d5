package io.github.ecrpush.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.image.Platform;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageConfigurationTest {

  @Test
  void says_what_an_image_is_for_and_how_it_is_labelled() throws Exception {
    var read =
        ImageConfiguration.parse(
            bytes(
                """
                {"os":"linux","architecture":"arm","variant":"v7",
                 "config":{"Labels":{"org.opencontainers.image.revision":"abc","n":null}}}\
                """));

    assertThat(read.platform()).isEqualTo(Platform.parse("linux/arm/v7"));
    assertThat(read.labels()).isEqualTo(Map.of("org.opencontainers.image.revision", "abc"));
  }

  @Test
  void knows_an_image_without_labels() throws Exception {
    var read = ImageConfiguration.parse(bytes("{\"os\":\"linux\",\"architecture\":\"amd64\"}"));

    assertThat(read.labels()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "not json", "{\"os\":1,\"architecture\":{}}"})
  void refuses_what_is_no_configuration(String document) {
    assertThatThrownBy(() -> ImageConfiguration.parse(bytes(document)))
        .isInstanceOf(MalformedAnswerException.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
