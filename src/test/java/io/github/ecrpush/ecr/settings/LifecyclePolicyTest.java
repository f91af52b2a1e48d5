package io.github.ecrpush.ecr.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.ecrpush.image.Tag;
import io.github.ecrpush.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifecyclePolicyTest {

  @Test
  void writes_a_preset_as_ecr_wants_it() {
    var policy = LifecyclePreset.parse("keep=30 prefix=v; untagged=14d; keep=10");

    assertThat(Json.parse(policy.text()))
        .isEqualTo(
            Json.parse(
                """
                {"rules": [
                  {"rulePriority": 1, "description": "keep=30 prefix=v",
                   "selection": {"tagStatus": "tagged", "tagPrefixList": ["v"],
                                 "countType": "imageCountMoreThan", "countNumber": 30},
                   "action": {"type": "expire"}},
                  {"rulePriority": 2, "description": "untagged=14d",
                   "selection": {"tagStatus": "untagged", "countType": "sinceImagePushed",
                                 "countUnit": "days", "countNumber": 14},
                   "action": {"type": "expire"}},
                  {"rulePriority": 3, "description": "keep=10",
                   "selection": {"tagStatus": "any",
                                 "countType": "imageCountMoreThan", "countNumber": 10},
                   "action": {"type": "expire"}}]}
                """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keep=1",
        "untagged=1d",
        "keep=5 pattern=v*.*; keep=1",
        "expire=14d prefix=pr-",
        "expire=14d pattern=*-dev; untagged=3d; keep=100"
      })
  void reads_back_what_it_writes(String preset) {
    var policy = LifecyclePreset.parse(preset);

    assertThat(LifecyclePolicy.parse(policy.text())).isEqualTo(policy);
    assertThat(policy).hasToString(preset);
    assertThat(policy.text().length())
        .isGreaterThanOrEqualTo(100); // ECR takes none that is shorter
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keep=10; untagged=14d | a rule about every image comes last",
        "keep=0                | a whole number from 1",
        "keep=ten              | a whole number from 1",
        "keep=١                | a whole number from 1",
        "keep=99999999999999   | a whole number from 1 to 1000000",
        "untagged=14           | a number of days, such as `14d`",
        "untagged=14d prefix=v | an image without a tag has no prefix",
        "expire=14d            | `expire` says which tags",
        "keep=3 prefix=        | `prefix=…` or `pattern=…`",
        "keep=3 tag=v          | `prefix=…` or `pattern=…`",
        "keep=3 prefix=a pattern=b | either a `prefix` or a `pattern`",
        "keep=3 keep=4         | each name once",
        "kep=3                 | begins with `keep=`, `untagged=` or `expire=`",
        "keep=3 v              | made of `name=value`",
        "keep=3 pattern=*****  | up to 4 `*`",
        ";                     | 1 to 50 rules"
      })
  void refuses_a_preset_with_the_rule_that_it_breaks(String preset, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LifecyclePreset.parse(preset))
        .withMessageContaining(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'tagStatus': 'tagged', 'countType': 'imageCountMoreThan', 'countNumber': 1"
            + " | either a `tagPrefixList` or a `tagPatternList`",
        "'tagStatus': 'tagged', 'tagPrefixList': ['a'], 'tagPatternList': ['a'], 'countType':"
            + " 'imageCountMoreThan', 'countNumber': 1 | either a `tagPrefixList`",
        "'tagStatus': 'tagged', 'tagPrefixList': [], 'countType': 'imageCountMoreThan',"
            + " 'countNumber': 1 | one or more texts",
        "'tagStatus': 'any', 'tagPrefixList': ['a'], 'countType': 'imageCountMoreThan',"
            + " 'countNumber': 1 | lists of tags belong to",
        "'tagStatus': 'some', 'countType': 'imageCountMoreThan', 'countNumber': 1"
            + " | `tagStatus` is one of `tagged`, `untagged`, `any`",
        "'tagStatus': 'any', 'countType': 'images', 'countNumber': 1 | `countType` is one of",
        "'tagStatus': 'any', 'countType': 'imageCountMoreThan', 'countUnit': 'days',"
            + " 'countNumber': 1 | `countUnit` is `days`",
        "'tagStatus': 'any', 'countType': 'sinceImagePushed', 'countNumber': 1"
            + " | `countUnit` is `days`",
        "'tagStatus': 'any', 'countType': 'imageCountMoreThan', 'countNumber': 0"
            + " | `countNumber` is a whole number from 1",
        "'tagStatus': 'any', 'countType': 'imageCountMoreThan', 'countNumber': 1.5"
            + " | `countNumber` is a whole number from 1",
        "'tagStatus': 'any', 'countType': 'sinceImagePulled', 'countUnit': 'days',"
            + " 'countNumber': 1 | belongs to the action `transition`",
        "'tagStatus': 'any', 'countType': 'sinceImageTransitioned', 'countUnit': 'days',"
            + " 'countNumber': 90 | belongs to `\"storageClass\": \"archive\"`",
        "'tagStatus': 'any', 'storageClass': 'archive', 'countType': 'sinceImageTransitioned',"
            + " 'countUnit': 'days', 'countNumber': 89 | at least 90 days",
        "'tagStatus': 'any', 'storageClass': 'cold', 'countType': 'imageCountMoreThan',"
            + " 'countNumber': 1 | `storageClass` is one of",
        "'tagStatus': 'any', 'age': 3, 'countType': 'imageCountMoreThan', 'countNumber': 1"
            + " | there is no member `age`"
      })
  void refuses_a_selection_with_the_rule_that_it_breaks(String selection, String rule) {
    var text =
        "{\"rules\": [{\"rulePriority\": 1, \"selection\": {%s}, \"action\": {\"type\": \"expire\"}}]}"
            .formatted(selection.replace('\'', '"'));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> LifecyclePolicy.parse(text))
        .withMessageContaining(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{              | is JSON, and this is not",
        "[]             | a JSON object with a list `rules`",
        "{\"rules\": []} | 1 to 50 rules",
        "{\"rules\": [1]} | an object `selection`",
        "{\"rules\": [], \"Rules\": []} | there is no member `Rules`"
      })
  void refuses_what_is_no_lifecycle_policy(String text, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LifecyclePolicy.parse(text))
        .withMessageContaining(rule);
  }

  @Test
  void refuses_two_rules_with_one_priority_and_actions_that_ecr_does_not_have() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LifecyclePolicy.parse(rules(rule(1, "expire"), rule(1, "expire"))))
        .withMessageContaining("a `rulePriority` of its own");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LifecyclePolicy.parse(rules(rule(1, "delete"))))
        .withMessageContaining("in `rules[0]`: `type` is one of `expire`, `transition`");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LifecyclePolicy.parse(rules(rule(1, "transition"))))
        .withMessageContaining("`targetStorageClass` is one of `archive`");
  }

  @Test
  void is_the_same_in_another_order_and_with_other_descriptions() {
    var one = LifecyclePolicy.parse(rules(rule(1, "expire"), rule(2, "expire")));
    var other = LifecyclePolicy.parse(rules(rule(2, "expire"), rule(1, "expire")));

    assertThat(one.isSameAs(other)).isTrue();
    assertThat(one.isSameAs(LifecyclePreset.parse("keep=1"))).isFalse();
    assertThat(LifecyclePreset.parse("keep=1").isSameAs(LifecyclePreset.parse("keep=2"))).isFalse();
    var named =
        one.text().replace("{\"rulePriority\":1,", "{\"description\":\"x\",\"rulePriority\":1,");
    assertThat(LifecyclePolicy.parse(named).isSameAs(one)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "any  | 30 | v1 | true",
        "untagged | 14 | v1 | false",
        "untagged | 14 | '' | true",
        "any  | 30 | '' | true"
      })
  void knows_a_rule_that_would_remove_what_is_pushed_only_because_it_is_old(
      String status, int days, String tag, boolean sweeps) {
    var policy =
        LifecyclePolicy.parse(
            rules(
                """
                {"rulePriority": 1, "selection": {"tagStatus": "%s", "countType": "sinceImagePushed",
                 "countUnit": "days", "countNumber": %d}, "action": {"type": "expire"}}
                """
                    .formatted(status, days)));
    var tags = tag.isEmpty() ? List.<Tag>of() : List.of(new Tag(tag));

    assertThat(policy.sweeping(tags).isPresent()).isEqualTo(sweeps);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "expire=1d pattern=*   | true",
        "expire=1d pattern=**  | true",
        "expire=1d pattern=v*  | false",
        "expire=1d prefix=v    | false"
      })
  void takes_a_rule_about_tags_of_any_look_for_one_about_every_image(
      String preset, boolean sweeps) {
    assertThat(LifecyclePreset.parse(preset).sweeping(List.of(new Tag("v1"))).isPresent())
        .isEqualTo(sweeps);
  }

  @Test
  void heeds_only_the_first_rule_that_is_about_an_image() {
    var policy =
        LifecyclePolicy.parse(
            rules(
                """
                {"rulePriority": 1, "selection": {"tagStatus": "tagged", "tagPrefixList": ["v"],
                 "countType": "imageCountMoreThan", "countNumber": 5}, "action": {"type": "expire"}}
                """,
                """
                {"rulePriority": 2, "selection": {"tagStatus": "any", "countType": "sinceImagePushed",
                 "countUnit": "days", "countNumber": 30}, "action": {"type": "expire"}}
                """));

    assertThat(policy.sweeping(List.of(new Tag("v1")))).isEmpty();
    assertThat(policy.sweeping(List.of(new Tag("main")))).isPresent();
    assertThat(LifecyclePreset.parse("expire=1d prefix=pr-").sweeping(List.of(new Tag("pr-1"))))
        .isEmpty();
  }

  @Test
  void selects_images_by_all_of_its_prefixes_or_patterns() {
    var both = new ImageSelection.Tagged(false, List.of("v", "prod"));
    var pattern = new ImageSelection.Tagged(true, List.of("*-dev"));

    assertThat(both.covers(List.of(new Tag("v1"), new Tag("prod-1")))).isTrue();
    assertThat(both.covers(List.of(new Tag("v1")))).isFalse();
    assertThat(pattern.covers(List.of(new Tag("1-dev")))).isTrue();
    assertThat(pattern.covers(List.of(new Tag("1-dev-2")))).isFalse();
  }

  private static String rule(int priority, String action) {
    return """
    {"rulePriority": %d, "selection": {"tagStatus": "tagged", "tagPrefixList": ["p%d"],
     "countType": "imageCountMoreThan", "countNumber": 3}, "action": {"type": "%s"}}
    """
        .formatted(priority, priority, action);
  }

  private static String rules(String... rules) {
    return "{\"rules\": [" + String.join(",", rules) + "]}";
  }
}
