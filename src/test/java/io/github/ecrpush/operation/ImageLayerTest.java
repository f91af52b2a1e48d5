package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.registry.ImageConfiguration;
import io.github.ecrpush.registry.ImageConfiguration.Made;
import io.github.ecrpush.registry.Manifest.Layer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageLayerTest {

  @Test
  void passes_over_lines_that_made_no_layer() throws Exception {
    var configuration =
        ImageConfiguration.parse(
            """
            {"os":"linux","architecture":"amd64","history":[
              {"created_by":"/bin/sh -c #(nop) ADD file:1 in / "},
              {"created_by":"/bin/sh -c #(nop)  CMD [\\"sh\\"]","empty_layer":true},
              {"created_by":"COPY app /app # buildkit","comment":"buildkit.dockerfile.v0"},
              {"created_by":"ENTRYPOINT [\\"/app\\"]","empty_layer":true},
              {"created_by":"RUN /bin/sh -c make install # buildkit"}]}
            """
                .getBytes(StandardCharsets.UTF_8));

    var joined = ImageLayer.of(layers(3), configuration.history());

    assertThat(joined)
        .extracting(ImageLayer::line)
        .containsExactly("ADD file:1 in /", "COPY app /app", "RUN make install");
    assertThat(joined).extracting(ImageLayer::size).containsExactly(0L, 100L, 200L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `RUN /bin/sh -c apk add git # buildkit` | `RUN apk add git`
          `RUN |2 A=hunter2 B=b c /bin/sh -c make # buildkit` | `RUN make`
          `RUN |1 A=hunter2 /bin/bash -o pipefail -c make | tee log # buildkit` | `RUN make | tee log`
          `RUN |1 A=hunter2 /usr/bin/make # buildkit` | `RUN …`
          `/bin/sh -c apk add git` | `RUN apk add git`
          `/bin/sh -c #(nop) COPY dir:1 in /srv ` | `COPY dir:1 in /srv`
          `WORKDIR /srv` | `WORKDIR /srv`
          `` | ``
          """)
  void says_what_stands_in_the_Dockerfile(String made, String line) {
    var joined = ImageLayer.of(layers(1), List.of(new Made(made, true)));

    assertThat(joined.getFirst().line()).isEqualTo(line);
  }

  @Test
  void says_no_line_where_history_and_layers_are_not_as_many() {
    var one = List.of(new Made("COPY a /", true));

    assertThat(ImageLayer.of(layers(2), one)).extracting(ImageLayer::line).containsOnly("");
    assertThat(ImageLayer.of(layers(1), List.of())).extracting(ImageLayer::line).containsOnly("");
    assertThat(ImageLayer.of(List.of(), one)).isEmpty();
  }

  @Test
  void keeps_a_line_short_and_free_of_what_steers_a_terminal() {
    var made = new Made("RUN /bin/sh -c \u001b[31m" + "x\n".repeat(500_000), true);

    var line = ImageLayer.of(layers(1), List.of(made)).getFirst().line();

    assertThat(line).hasSizeLessThan(600).doesNotContain("\u001b").doesNotContain("\n");
  }

  @Test
  void joins_whatever_history_somebody_wrote() {
    var random = new Random(7);
    var words =
        List.of("RUN ", "|", "1 A=", " -c ", "/bin/sh -c ", "#(nop)", " # buildkit", "\n", "é", "");
    for (int i = 0; i < Integer.getInteger("fuzz.inputs", 10_000); i++) {
      var history = new ArrayList<Made>();
      for (int lines = random.nextInt(4); lines > 0; lines--) {
        var made = new StringBuilder();
        for (int parts = random.nextInt(8); parts > 0; parts--) {
          made.append(words.get(random.nextInt(words.size())));
        }
        history.add(new Made(made.toString(), random.nextBoolean()));
      }
      var layers = layers(random.nextInt(4));

      assertThat(ImageLayer.of(layers, history)).hasSameSizeAs(layers);
    }
  }

  private static List<Layer> layers(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Layer(new Digest(Integer.toHexString(i).repeat(64)), i * 100L))
        .toList();
  }
}
