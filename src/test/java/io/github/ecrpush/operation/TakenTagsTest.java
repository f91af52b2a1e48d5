package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.operation.ImageOutcome.Status;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakenTagsTest {

  private static final String FIRST = "1".repeat(40);
  private static final String SECOND = "2".repeat(40);

  @TempDir private Path folder;
  private SandboxRuns runs;

  @BeforeEach
  void start() {
    runs = SandboxRuns.in(folder, "team/app");
  }

  @AfterEach
  void stop() {
    runs.close();
  }

  @Test
  void moves_a_tag_unless_told_otherwise() {
    var before = digest(push(FIRST, ""));

    var moved = push(SECOND, "");

    assertThat(moved.status()).isEqualTo(Status.PUSHED);
    assertThat(digest(moved)).isNotEqualTo(before);
    assertThat(runs.events().toString()).contains(before + " and may move");
  }

  @Test
  void takes_the_same_content_for_success_whatever_the_rule() {
    var before = digest(push(FIRST, ""));

    for (var rule : new String[] {"move", "reuse", "fail"}) {
      var again = push(FIRST, rule);

      assertThat(again.status()).isEqualTo(Status.PRESENT);
      assertThat(digest(again)).isEqualTo(before);
    }
  }

  @Test
  void builds_nothing_to_reuse_the_image_of_this_commit() {
    var before = push(FIRST, "");
    assertThat(runs.engine().builds()).isEqualTo(1);

    var again = push(FIRST, "reuse", Map.of(Input.BUILD_ARGS, "CHANGED=1"));

    assertThat(runs.engine().builds()).isEqualTo(1);
    assertThat(again.status()).isEqualTo(Status.PRESENT);
    assertThat(again.image().map(VerifiedImage::reference))
        .isEqualTo(before.image().map(VerifiedImage::reference));
    assertThat(again.builtId()).isEqualTo(before.builtId());
  }

  @Test
  void refuses_to_reuse_the_image_of_another_commit() {
    var before = digest(push(FIRST, ""));

    var refused = push(SECOND, "reuse");

    assertThat(runs.engine().builds()).isEqualTo(2);
    assertThat(refused.failure().orElseThrow().explanation().id()).isEqualTo("tag-is-kept");
    assertThat(digest(push(FIRST, "reuse"))).isEqualTo(before);
  }

  @Test
  void pushes_under_a_free_tag_when_it_is_to_reuse_or_to_fail() {
    assertThat(push(FIRST, "reuse").status()).isEqualTo(Status.PUSHED);
    assertThat(push(SECOND, "fail", Map.of(Input.TAGS, "two")).status()).isEqualTo(Status.PUSHED);
  }

  @Test
  void fails_when_a_tag_is_taken_and_leaves_it() {
    var before = digest(push(FIRST, ""));

    var refused = push(SECOND, "fail");

    assertThat(refused.status()).isEqualTo(Status.FAILED);
    assertThat(refused.failure().orElseThrow().explanation().id()).isEqualTo("tag-is-kept");
    assertThat(digest(push(FIRST, "fail"))).isEqualTo(before);
  }

  @Test
  void builds_when_tags_name_several_images() {
    push(FIRST, "");
    push(SECOND, "", Map.of(Input.TAGS, "two"));

    var refused = push(FIRST, "reuse", Map.of(Input.TAGS, "one,two"));

    assertThat(runs.engine().builds()).isEqualTo(3);
    assertThat(refused.failure().orElseThrow().explanation().id()).isEqualTo("tag-is-kept");
  }

  private ImageOutcome push(String commit, String rule) {
    return push(commit, rule, Map.of());
  }

  private ImageOutcome push(String commit, String rule, Map<Input, String> more) {
    var given = new java.util.EnumMap<Input, String>(Input.class);
    given.put(Input.REPOSITORY, "team/app");
    given.put(Input.TAGS, "one");
    given.put(Input.IF_TAG_EXISTS, rule);
    given.putAll(more);
    return runs.push(commit, given).outcomes().getFirst();
  }

  private static Digest digest(ImageOutcome outcome) {
    return outcome.image().orElseThrow().reference().digest();
  }
}
