package io.github.ecrpush.sandbox.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.image.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lifecycle policies: what is one, and what it does to images.
class LifecyclePolicyTest {

  private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

  private static String rule(int priority, String selection) {
    return "{\"rulePriority\":%d,\"selection\":{%s},\"action\":{\"type\":\"expire\"}}"
        .formatted(priority, selection.replace('\'', '"'));
  }

  private static String policy(String... rules) {
    return "{\"rules\":[" + String.join(",", rules) + "]}";
  }

  private static Candidate image(int days, String... tags) {
    return image(false, days, tags);
  }

  private static Candidate image(boolean isHeld, int days, String... tags) {
    var digest = Digest.of((days + List.of(tags).toString()).getBytes(StandardCharsets.UTF_8));
    return new Candidate(digest, List.of(tags), NOW.minus(Duration.ofDays(days)), isHeld);
  }

  private static List<String> outcomes(String policy, Candidate... images) {
    return LifecyclePolicy.parse(policy).evaluate(List.of(images), NOW).stream()
        .map(outcome -> outcome.rule().priority() + ":" + String.join("+", outcome.image().tags()))
        .toList();
  }

  @Test
  void lets_the_oldest_images_expire_that_are_too_many() {
    var keepTwo =
        policy(
            rule(
                1,
                "'tagStatus':'tagged','tagPrefixList':['v'],'countType':'imageCountMoreThan','countNumber':2"));

    assertThat(
            outcomes(
                keepTwo,
                image(1, "v4"),
                image(9, "x"),
                image(3, "v2"),
                image(4, "v1"),
                image(2, "v3")))
        .containsExactly("1:v1", "1:v2");
    assertThat(outcomes(keepTwo, image(1, "v2"), image(2, "v1"))).isEmpty();
  }

  @Test
  void lets_images_expire_that_are_older_than_so_many_days() {
    var twoWeeks =
        policy(
            rule(
                1,
                "'tagStatus':'untagged','countType':'sinceImagePushed','countUnit':'days','countNumber':14"));

    assertThat(
            LifecyclePolicy.parse(twoWeeks)
                .evaluate(List.of(image(14), image(15), image(16, "kept"), image(13)), NOW))
        .extracting(outcome -> outcome.image().pushedAt())
        .containsExactly(NOW.minus(Duration.ofDays(15)));
  }

  @Test
  void keeps_what_an_index_lists_until_the_index_is_gone() {
    var none =
        policy(
            rule(
                1,
                "'tagStatus':'any','countType':'sinceImagePushed','countUnit':'days','countNumber':1"));

    assertThat(outcomes(none, image(true, 30), image(30, "index"))).containsExactly("1:index");
  }

  /// The two examples that AWS explains its evaluation with.
  @Test
  void gives_an_image_to_the_first_rule_that_is_about_it() {
    var prod =
        "'tagStatus':'tagged','tagPrefixList':['prod'],'countType':'imageCountMoreThan','countNumber':1";
    var beta =
        "'tagStatus':'tagged','tagPrefixList':['beta'],'countType':'imageCountMoreThan','countNumber':1";
    var images =
        new Candidate[] {
          image(10, "beta-1", "prod-1"), image(9, "beta-2", "prod-2"), image(8, "beta-3")
        };

    assertThat(outcomes(policy(rule(1, prod), rule(2, beta)), images))
        .containsExactly("1:beta-1+prod-1");
    assertThat(outcomes(policy(rule(1, beta), rule(2, prod)), images))
        .containsExactly("1:beta-1+prod-1", "1:beta-2+prod-2");
  }

  @Test
  void takes_rules_by_priority_and_not_by_place() {
    var any = rule(9, "'tagStatus':'any','countType':'imageCountMoreThan','countNumber':1");
    var untagged =
        rule(2, "'tagStatus':'untagged','countType':'imageCountMoreThan','countNumber':1");

    assertThat(outcomes(policy(any, untagged), image(3), image(2), image(4, "a"), image(1, "b")))
        .containsExactly("9:a", "2:");
  }

  @Test
  void needs_a_tag_for_every_pattern_that_is_listed() {
    var both =
        policy(
            rule(
                1,
                "'tagStatus':'tagged','tagPatternList':['*-rc*','build.*'],"
                    + "'countType':'sinceImagePushed','countUnit':'days','countNumber':1"));

    assertThat(
            outcomes(
                both,
                image(5, "v1-rc2", "build.7"),
                image(5, "v1-rc2"),
                image(5, "buildx7", "v1-rc2")))
        .containsExactly("1:v1-rc2+build.7");
  }

  @Test
  void tells_what_moves_to_the_archive() {
    var moved =
        "{\"rules\":[{\"rulePriority\":1,\"description\":\"old\",\"selection\":{\"tagStatus\":\"any\","
            + "\"storageClass\":\"standard\",\"countType\":\"sinceImagePulled\",\"countUnit\":\"days\","
            + "\"countNumber\":30},\"action\":{\"type\":\"transition\",\"targetStorageClass\":\"archive\"}}]}";

    assertThat(LifecyclePolicy.parse(moved).evaluate(List.of(image(31, "old")), NOW))
        .extracting(outcome -> outcome.rule().action())
        .containsExactly(LifecycleRule.Action.TRANSITION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'tagStatus':'some','countType':'imageCountMoreThan','countNumber':1 | ("some") not found in enum
          'tagStatus':'tagged','countType':'imageCountMoreThan','countNumber':1 | either tagPatternList or tagPrefixList
          'tagStatus':'tagged','tagPrefixList':[],'countType':'imageCountMoreThan','countNumber':1 | either tagPatternList
          'tagStatus':'tagged','tagPrefixList':['a'],'tagPatternList':['b'],'countType':'imageCountMoreThan','countNumber':1 | either tagPatternList
          'tagStatus':'untagged','tagPrefixList':['a'],'countType':'imageCountMoreThan','countNumber':1 | belong to tagStatus tagged
          'tagStatus':'any','tagPrefixList':['a'],'tagPatternList':['b'],'countType':'imageCountMoreThan','countNumber':1 | belong to tagStatus tagged
          'tagStatus':'tagged','tagPatternList':['a*b*c*d*e*'],'countType':'imageCountMoreThan','countNumber':1 | more than 4 wildcards
          'tagStatus':'any','countType':'imageCountMoreThan','countUnit':'days','countNumber':1 | ["countUnit"]
          'tagStatus':'any','countType':'sinceImagePushed','countNumber':1 | (["countUnit"])
          'tagStatus':'any','countType':'sinceImagePushed','countUnit':'hours','countNumber':1 | ("hours") not found in enum
          'tagStatus':'any','countType':'imageCountMoreThan','countNumber':0 | (minimum: 1, found: 0)
          'tagStatus':'any','countType':'imageCountMoreThan','countNumber':'1' | countNumber is not a whole number
          'tagStatus':'any','countType':'imageCountMoreThan' | (["countNumber"])
          'tagStatus':'any','countType':'most','countNumber':1 | ("most") not found in enum
          'tagStatus':'any','countType':'imageCountMoreThan','countNumber':1,'more':1 | (["more"])
          'tagStatus':'any','countType':'sinceImagePulled','countUnit':'days','countNumber':1 | belongs to the action transition
          'tagStatus':'any','countType':'sinceImageTransitioned','countUnit':'days','countNumber':90 | belongs to storageClass archive
          'tagStatus':'any','storageClass':'archive','countType':'sinceImageTransitioned','countUnit':'days','countNumber':89 | (minimum: 90, found: 89)
          """)
  void refuses_a_selection_that_ecr_refuses(String selection, String reason) {
    assertThatThrownBy(() -> LifecyclePolicy.parse(policy(rule(1, selection))))
        .isInstanceOf(LifecycleException.class)
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [] | Could not map policyString into LifecyclePolicy.
          {"rules" | Could not map policyString into LifecyclePolicy.
          {} | object has missing required properties (["rules"])
          {"rules":{}} | rules is not an array
          {"rules":[]} | 1 to 50 rules, not 0
          {"rules":["x"]} | allowed: ["object"]
          {"rules":[{"rulePriority":1}]} | (["action","selection"])
          {"rules":[],"Version":"1"} | (["Version"])
          """)
  void refuses_a_document_that_ecr_refuses(String text, String reason) {
    assertThatThrownBy(() -> LifecyclePolicy.parse(text))
        .isInstanceOf(LifecycleException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void refuses_rules_that_do_not_go_together() {
    var any = "'tagStatus':'any','countType':'imageCountMoreThan','countNumber':1";
    var untagged = "'tagStatus':'untagged','countType':'imageCountMoreThan','countNumber':1";
    var many =
        java.util.stream.IntStream.rangeClosed(1, 51)
            .mapToObj(priority -> rule(priority, untagged))
            .toArray(String[]::new);

    assertThatThrownBy(() -> LifecyclePolicy.parse(policy(rule(1, untagged), rule(1, untagged))))
        .hasMessageContaining("rulePriority must be unique, 1 is there twice");
    assertThatThrownBy(() -> LifecyclePolicy.parse(policy(rule(1, any), rule(2, untagged))))
        .hasMessageContaining("must have the highest rulePriority, which is 2");
    assertThatThrownBy(() -> LifecyclePolicy.parse(policy(many)))
        .hasMessageContaining("1 to 50 rules, not 51");
  }

  @Test
  void refuses_actions_that_there_are_not() {
    var selection =
        "\"selection\":{\"tagStatus\":\"any\",\"countType\":\"imageCountMoreThan\",\"countNumber\":1}";

    for (var action :
        List.of(
            "{\"type\":\"delete\"}",
            "{\"type\":\"transition\"}",
            "{\"type\":\"transition\",\"targetStorageClass\":\"glacier\"}",
            "{\"type\":\"expire\",\"targetStorageClass\":\"archive\"}")) {
      var text = "{\"rules\":[{\"rulePriority\":1,%s,\"action\":%s}]}".formatted(selection, action);
      assertThatThrownBy(() -> LifecyclePolicy.parse(text))
          .as(action)
          .isInstanceOf(LifecycleException.class);
    }
  }
}
