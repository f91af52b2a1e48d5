package io.github.ecrpush.ecr.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.image.Tag;
import io.github.ecrpush.testing.Fuzz;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever stands in `lifecycle-policy`, there is a policy that ECR takes, or a sentence that says
/// what is wrong.
class HostilePresetsTest {

  private static final List<String> PIECES =
      List.of(
          "keep=",
          "untagged=",
          "expire=",
          "30",
          "14d",
          "d",
          "0",
          "-1",
          "1000000",
          "99999999999",
          ";",
          "\n",
          " ",
          "\t",
          "=",
          " prefix=",
          " pattern=",
          "v",
          "pr-",
          "*",
          "**",
          "?",
          "keep=10;",
          "untagged=14d; ",
          "keep=30 prefix=v; ",
          "expire=14d pattern=pr-*;",
          "keep=1 prefix=",
          "é",
          "🦜",
          "\ud83d",
          "\u0000",
          "\"",
          "\\",
          "{",
          "}",
          "x".repeat(3_000));

  @Test
  @org.junit.jupiter.api.Tag("fuzz") // beside our own Tag
  void any_text_is_a_policy_or_a_mistake_that_is_told_within_bounds() {
    assertThat(
            Fuzz.of(HostilePresetsTest::read, HostilePresetsTest::isTold)
                .read(20_261_123, HostilePresetsTest::text))
        .isGreaterThan(0.02);
  }

  /// Its own exception, and none of those that extend it.
  private static boolean isTold(Throwable thrown) {
    return thrown.getClass() == IllegalArgumentException.class && thrown.getMessage() != null;
  }

  /// What was read is, in ECR's words and in its own, what was read.
  private static void read(String text) {
    var policy = LifecyclePreset.parse(text);
    assertThat(LifecyclePolicy.parse(policy.text())).isEqualTo(policy);
    assertThat(LifecyclePreset.parse(policy.toString()).isSameAs(policy)).isTrue();
    var tags = List.of(new Tag("pr-1"), new Tag("v1"));
    if (policy.sweeping(tags).isPresent()) {
      assertThat(policy.mayExpire(tags)).isTrue();
    }
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(8); i >= 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
