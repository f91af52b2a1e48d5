package io.github.ecrpush.build.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.build.inputs.BuildInputs.Wishes;
import io.github.ecrpush.build.inputs.ContextTree.Known;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.Platform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BuildInputsTest {

  private static final Known CONTEXT =
      new Known("4b825dc642cb6eb9a060e54bf8d69288fbee4904", List.of(".git abc main v1"));
  private static final Digest DOCKERFILE = digest("FROM scratch\n");
  private static final Wishes WISHES =
      new Wishes(
          Optional.of("api"),
          Optional.of(Platform.parse("linux/arm64")),
          Map.of("VERSION", "1", "A", "x y"),
          Map.of("team", "blue"),
          Map.of("note", "new"));
  private static final Map<String, Known> CONTEXTS =
      Map.of("shared", new Known("ab".repeat(20), List.of()));
  private static final Map<String, Digest> BASES = Map.of("alpine:3", digest("alpine"));

  private static final BuildInputs INPUTS =
      new BuildInputs(
          CONTEXT, DOCKERFILE, WISHES, CONTEXTS, BASES, List.of("secret npm", "network host"));

  @Test
  void are_a_line_each() {
    assertThat(INPUTS.text())
        .isEqualTo(
            """
            ecr-push-inputs 1
            context 4b825dc642cb6eb9a060e54bf8d69288fbee4904
            history .git\\sabc\\smain\\sv1
            dockerfile %s
            target api
            platform linux/arm64
            argument A %s
            argument VERSION %s
            label team %s
            annotation note %s
            named-context shared %s
            base alpine:3 %s
            setting network\\shost
            setting secret\\snpm
            """
                .formatted(
                    DOCKERFILE.hex(),
                    digest("x y").hex(),
                    digest("1").hex(),
                    digest("blue").hex(),
                    digest("new").hex(),
                    "ab".repeat(20),
                    digest("alpine")));
    assertThat(INPUTS.hash()).isEqualTo(digest(INPUTS.text()).hex());
  }

  @Test
  void differ_with_each_of_them() {
    var none = new Wishes(Optional.empty(), Optional.empty(), Map.of(), Map.of(), Map.of());
    var others =
        Stream.of(
            new BuildInputs(
                new Known(CONTEXT.id(), List.of()), DOCKERFILE, WISHES, CONTEXTS, BASES, List.of()),
            new BuildInputs(CONTEXT, digest(""), WISHES, CONTEXTS, BASES, List.of()),
            new BuildInputs(CONTEXT, DOCKERFILE, none, CONTEXTS, BASES, List.of()),
            new BuildInputs(CONTEXT, DOCKERFILE, WISHES, Map.of(), BASES, List.of()),
            new BuildInputs(CONTEXT, DOCKERFILE, WISHES, CONTEXTS, Map.of(), List.of()),
            new BuildInputs(CONTEXT, DOCKERFILE, WISHES, CONTEXTS, BASES, List.of()),
            INPUTS);
    assertThat(others.map(BuildInputs::hash)).doesNotHaveDuplicates();
  }

  @Test
  void cannot_be_made_to_look_like_others() {
    var one = with(List.of("a b"));
    var two = with(List.of("a", "b"));
    var three = with(List.of("a\nsetting b"));
    assertThat(List.of(one.hash(), two.hash(), three.hash())).doesNotHaveDuplicates();
  }

  private static BuildInputs with(List<String> settings) {
    return new BuildInputs(CONTEXT, DOCKERFILE, WISHES, CONTEXTS, BASES, settings);
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
