package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.ecr.Permission;
import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.input.Input;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeededGrantsTest {

  private static final String APP = "arn:aws:ecr:eu-west-3:123456789012:repository/app";

  private static final Map<Input, String> SETTINGS =
      Map.of(
          Input.TAG_MUTABILITY, "immutable",
          Input.SCAN_ON_PUSH, "true",
          Input.PULL_FROM, "lambda",
          Input.LIFECYCLE_POLICY, "keep=10",
          Input.REPOSITORY_TAGS, "team=images");

  @TempDir private Path folder;

  @Test
  void is_a_login_and_a_push_for_a_push() {
    var grants = grants(Map.of());

    assertThat(grants)
        .containsExactly(
            new Grant("Login", List.of("ecr:GetAuthorizationToken"), List.of("*")),
            new Grant(
                "Push",
                List.of(
                    "ecr:DescribeRepositories",
                    "ecr:BatchGetImage",
                    "ecr:BatchCheckLayerAvailability",
                    "ecr:InitiateLayerUpload",
                    "ecr:UploadLayerPart",
                    "ecr:CompleteLayerUpload",
                    "ecr:PutImage"),
                List.of(APP)));
  }

  @Test
  void reads_layers_only_to_reuse_an_image() {
    assertThat(grants(Map.of(Input.IF_TAG_EXISTS, "reuse")).getLast())
        .isEqualTo(new Grant("Reuse", List.of("ecr:GetDownloadUrlForLayer"), List.of(APP)));
  }

  @Test
  void changes_no_setting_of_a_repository_that_is_only_compared() {
    assertThat(rest(SETTINGS))
        .containsExactly(
            "ecr:GetRepositoryPolicy", "ecr:GetLifecyclePolicy", "ecr:ListTagsForResource");
  }

  @Test
  void changes_what_differs_only_when_it_is_to_be_fixed() {
    assertThat(rest(with(SETTINGS, Input.ON_DRIFT, "fix")))
        .containsExactly(
            "ecr:GetRepositoryPolicy",
            "ecr:GetLifecyclePolicy",
            "ecr:ListTagsForResource",
            "ecr:PutImageTagMutability",
            "ecr:PutImageScanningConfiguration",
            "ecr:SetRepositoryPolicy",
            "ecr:PutLifecyclePolicy",
            "ecr:TagResource",
            "ecr:StartLifecyclePolicyPreview",
            "ecr:GetLifecyclePolicyPreview");
  }

  @Test
  void sets_what_a_creation_cannot_when_it_creates() {
    assertThat(rest(with(SETTINGS, Input.CREATE_REPOSITORY, "if-missing")))
        .containsExactly(
            "ecr:CreateRepository",
            "ecr:GetRepositoryPolicy",
            "ecr:GetLifecyclePolicy",
            "ecr:ListTagsForResource",
            "ecr:ListImages",
            "ecr:SetRepositoryPolicy",
            "ecr:PutLifecyclePolicy",
            "ecr:TagResource");
    assertThat(rest(Map.of(Input.CREATE_REPOSITORY, "sync")))
        .containsExactly("ecr:CreateRepository");
  }

  @Test
  void lets_ecr_use_a_key_that_it_names_and_nobody_else() {
    var id = "1234abcd-12ab-34cd-56ef-1234567890ab";
    var key = "arn:aws:kms:eu-west-3:123456789012:key/";

    assertThat(key(id).resources()).containsExactly(key + id);
    assertThat(key(key + id)).isEqualTo(key(id));
    assertThat(key(id).conditions())
        .isEqualTo(Map.of("StringEquals", Map.of("kms:ViaService", "ecr.eu-west-3.amazonaws.com")));
    assertThat(key(id).actions())
        .containsExactly("kms:CreateGrant", "kms:RetireGrant", "kms:DescribeKey");
  }

  @Test
  void finds_a_key_by_its_alias_where_policies_know_none() {
    var key = key("alias/images");

    assertThat(key.resources()).containsExactly("arn:aws:kms:eu-west-3:123456789012:key/*");
    assertThat(key.conditions().get("ForAnyValue:StringEquals"))
        .isEqualTo(Map.of("kms:ResourceAliases", "alias/images"));
    assertThat(key("arn:aws:kms:eu-west-3:210987654321:alias/images").resources())
        .containsExactly("arn:aws:kms:eu-west-3:210987654321:key/*");
  }

  @Test
  void needs_no_grant_for_a_key_of_aws_or_of_a_repository_that_is_there() {
    assertThat(rest(Map.of(Input.CREATE_REPOSITORY, "sync", Input.ENCRYPTION, "KMS")))
        .containsExactly("ecr:CreateRepository");
    assertThat(rest(Map.of(Input.KMS_KEY, "alias/images"))).isEmpty();
  }

  @Test
  void joins_targets_in_the_same_statements() {
    var grants =
        grants(
            Map.of(
                Input.REGIONS,
                "cn-north-1",
                Input.ALSO_PUSH_TO,
                "registry-id=210987654321,repository=mirror"));

    assertThat(grants).extracting(Grant::sid).containsExactly("Login", "Push");
    assertThat(grants.getLast().resources())
        .containsExactly(
            APP,
            "arn:aws-cn:ecr:cn-north-1:123456789012:repository/app",
            "arn:aws:ecr:eu-west-3:210987654321:repository/mirror");
  }

  @Test
  void names_no_account_that_is_not_known() {
    var inputs = with(Map.of(), Input.ROLE_TO_ASSUME, "");

    assertThat(grants(inputs).getLast().resources())
        .containsExactly("arn:aws:ecr:eu-west-3:*:repository/app");
    assertThat(grants(with(inputs, Input.REGISTRY_ID, "210987654321")).getLast().resources())
        .containsExactly("arn:aws:ecr:eu-west-3:210987654321:repository/app");
  }

  @Test
  void asks_for_nothing_of_which_a_check_does_not_know_whether_it_shows() {
    var everything = new EnumMap<Input, String>(SETTINGS);
    everything.put(Input.KMS_KEY, "alias/images");
    everything.put(Input.IF_TAG_EXISTS, "reuse");
    var unseen =
        Set.of(
            "ecr:CreateRepository",
            "ecr:PutImageTagMutability",
            "ecr:PutImageScanningConfiguration",
            "ecr:SetRepositoryPolicy",
            "ecr:PutLifecyclePolicy",
            "ecr:TagResource",
            "ecr:StartLifecyclePolicyPreview",
            "kms:CreateGrant",
            "kms:RetireGrant",
            "kms:DescribeKey");

    for (var creation : List.of("if-missing", "sync")) {
      assertThat(actions(grants(with(everything, Input.CREATE_REPOSITORY, creation))))
          .allMatch(action -> Permission.shows(action) != unseen.contains(action));
    }
  }

  private Grant key(String name) {
    return grants(Map.of(Input.CREATE_REPOSITORY, "if-missing", Input.KMS_KEY, name)).getLast();
  }

  /// The actions besides those of every push.
  private List<String> rest(Map<Input, String> given) {
    return actions(grants(given)).stream().skip(8).toList();
  }

  private static List<String> actions(List<Grant> grants) {
    return grants.stream().flatMap(grant -> grant.actions().stream()).toList();
  }

  private List<Grant> grants(Map<Input, String> given) {
    var request = new Plans(folder).request(given);
    return NeededGrants.ofPush(
        request, request.targets().stream().map(Target.Ecr.class::cast).toList());
  }

  private static Map<Input, String> with(Map<Input, String> given, Input input, String value) {
    var all = new EnumMap<Input, String>(Input.class);
    all.putAll(given);
    all.put(input, value);
    return all;
  }
}
