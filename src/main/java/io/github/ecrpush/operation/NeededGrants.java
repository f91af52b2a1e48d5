package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.RoleArn;
import io.github.ecrpush.ecr.RepositoryAddress;
import io.github.ecrpush.ecr.RepositoryWish;
import io.github.ecrpush.ecr.RepositoryWish.OnDrift;
import io.github.ecrpush.ecr.settings.Encryption;
import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.operation.PushRequest.PushMode;
import io.github.ecrpush.operation.PushRequest.TakenTag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What IAM has to allow for a request, and nothing more: each action that a run calls, by what it
/// is called for. A new call of ECR has its action here.
///
/// @param account the account of the repository, or `*` where it is not known
record NeededGrants(
    PushRequest.Image image, Target.Ecr target, RepositoryPath repository, String account) {

  /// What looking at a repository and its tags takes.
  static final Set<String> LOOK = Set.of("ecr:DescribeRepositories", "ecr:BatchGetImage");

  private static final String ANY = "*";
  private static final Grant LOGIN =
      new Grant("Login", List.of("ecr:GetAuthorizationToken"), List.of(ANY));

  /// For the images that are pushed to some targets, in as few statements as can be.
  static List<Grant> ofPush(PushRequest request, List<Target.Ecr> targets) {
    var grants = new ArrayList<Grant>();
    for (var image : request.images()) {
      for (var target : targets) {
        if (image.rules().push() != PushMode.NEVER && image.targets().contains(target)) {
          var account = account(target).map(AwsAccount::id).orElse(ANY);
          var repository = target.repositoryOf(image).orElseThrow();
          grants.addAll(new NeededGrants(image, target, repository, account).all());
        }
      }
    }
    return Grant.joined(grants);
  }

  /// The same, with what builds pull on the way there.
  static List<Grant> of(PushRequest request, List<Target.Ecr> targets) {
    var pushes = ofPush(request, targets);
    var bases = new BaseGrants(request).at(targets);
    var login = bases.isEmpty() ? Stream.<Grant>empty() : Stream.of(LOGIN);
    return Grant.joined(
        Stream.of(pushes.stream(), login, bases.stream()).flatMap(grants -> grants).toList());
  }

  /// The account of a target as far as the inputs say it: a registry is in the account of who goes
  /// there, unless it is named.
  static Optional<AwsAccount> account(Target.Ecr target) {
    return target.account().or(() -> target.who().roles().last().map(RoleArn::account));
  }

  List<Grant> all() {
    var grants = new ArrayList<Grant>();
    grants.add(LOGIN);
    add(grants, "Push", push());
    if (image.rules().taken() == TakenTag.REUSE) {
      // the label of a commit stands in a blob
      add(grants, "Reuse", List.of("ecr:GetDownloadUrlForLayer"));
    }
    if (image.rules().onlyChanged().isPresent()) {
      add(grants, "FindUnchanged", List.of("ecr:DescribeImages", "ecr:GetDownloadUrlForLayer"));
    }
    add(grants, "Create", create());
    add(grants, "CompareSettings", compare());
    add(grants, "ChangeSettings", change());
    if (fixes() && wish().settings().lifecycle().isPresent()) {
      add(
          grants,
          "PreviewLifecycle",
          List.of("ecr:StartLifecyclePolicyPreview", "ecr:GetLifecyclePolicyPreview"));
    }
    if (wish().creation().creates()) {
      wish().settings().encryption().flatMap(Encryption::key).map(this::key).ifPresent(grants::add);
    }
    return grants;
  }

  private void add(List<Grant> grants, String purpose, List<String> actions) {
    if (!actions.isEmpty()) {
      grants.add(new Grant(purpose, actions, List.of(arn())));
    }
  }

  private static List<String> push() {
    return List.of(
        "ecr:DescribeRepositories",
        "ecr:BatchGetImage",
        "ecr:BatchCheckLayerAvailability",
        "ecr:InitiateLayerUpload",
        "ecr:UploadLayerPart",
        "ecr:CompleteLayerUpload",
        "ecr:PutImage");
  }

  private List<String> create() {
    return wish().creation().creates() ? List.of("ecr:CreateRepository") : List.of();
  }

  private List<String> compare() {
    var settings = wish().settings();
    var actions = new ArrayList<String>();
    settings.policy().ifPresent(_ -> actions.add("ecr:GetRepositoryPolicy"));
    settings.lifecycle().ifPresent(_ -> actions.add("ecr:GetLifecyclePolicy"));
    boolean mayBeUnfinished = wish().creation().creates() && !fixes() && !actions.isEmpty();
    if (!settings.tags().isEmpty()) {
      actions.add("ecr:ListTagsForResource");
    }
    if (mayBeUnfinished) {
      actions.add("ecr:ListImages"); // whether a repository is still being made by a run beside it
    }
    return actions;
  }

  private List<String> change() {
    var settings = wish().settings();
    var actions = new ArrayList<String>();
    if (fixes()) {
      settings.mutability().ifPresent(_ -> actions.add("ecr:PutImageTagMutability"));
      settings.scanOnPush().ifPresent(_ -> actions.add("ecr:PutImageScanningConfiguration"));
    }
    if (fixes() || wish().creation().creates()) {
      settings.policy().ifPresent(_ -> actions.add("ecr:SetRepositoryPolicy"));
      settings.lifecycle().ifPresent(_ -> actions.add("ecr:PutLifecyclePolicy"));
      if (!settings.tags().isEmpty()) {
        actions.add("ecr:TagResource");
      }
    }
    return actions;
  }

  /// ECR asks for these in our name when it creates a repository. AWS's own key needs none of them.
  /// Policies do not know keys by their aliases, so there it is every key that has this one.
  private Grant key(String name) {
    var region = target.region();
    var conditions = new LinkedHashMap<String, Map<String, String>>();
    conditions.put(
        "StringEquals",
        Map.of("kms:ViaService", "ecr.%s.%s".formatted(region, region.dnsSuffix())));
    int alias = name.indexOf("alias/");
    if (alias >= 0) {
      conditions.put(
          "ForAnyValue:StringEquals", Map.of("kms:ResourceAliases", name.substring(alias)));
    }
    var whole =
        name.startsWith("arn:")
            ? name
            : "arn:%s:kms:%s:%s:%s"
                .formatted(region.partition(), region, account, alias >= 0 ? name : "key/" + name);
    return new Grant(
        "UseKey",
        List.of("kms:CreateGrant", "kms:RetireGrant", "kms:DescribeKey"),
        List.of(alias >= 0 ? whole.substring(0, whole.indexOf("alias/")) + "key/*" : whole),
        conditions);
  }

  private boolean fixes() {
    return wish().onDrift() == OnDrift.FIX;
  }

  private RepositoryWish wish() {
    return image.repositories();
  }

  String arn() {
    return RepositoryAddress.arn(target.region(), account, repository);
  }
}
