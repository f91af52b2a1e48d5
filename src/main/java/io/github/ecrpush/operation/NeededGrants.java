package io.github.ecrpush.operation;

import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.operation.PushRequest.TakenTag;
import java.util.ArrayList;
import java.util.List;

/// What IAM has to allow for a request at one of its targets, and nothing more.
final class NeededGrants {

  private NeededGrants() {}

  /// @param account the account of the repository, or `*` where it is not known
  static List<Grant> of(
      PushRequest request, Target.Ecr target, RepositoryPath repository, String account) {
    var grants = new ArrayList<Grant>();
    grants.add(new Grant("Login", List.of("ecr:GetAuthorizationToken"), List.of("*")));
    grants.add(new Grant("Push", push(request), List.of(arn(target, repository, account))));
    return grants;
  }

  private static List<String> push(PushRequest request) {
    var actions =
        new ArrayList<>(
            List.of(
                "ecr:DescribeRepositories",
                "ecr:BatchGetImage",
                "ecr:BatchCheckLayerAvailability",
                "ecr:InitiateLayerUpload",
                "ecr:UploadLayerPart",
                "ecr:CompleteLayerUpload",
                "ecr:PutImage"));
    if (request.rules().taken() == TakenTag.REUSE) {
      actions.add("ecr:GetDownloadUrlForLayer"); // the label of a commit stands in a blob
    }
    return actions;
  }

  static String arn(Target.Ecr target, RepositoryPath repository, String account) {
    return "arn:%s:ecr:%s:%s:repository/%s"
        .formatted(target.region().partition(), target.region(), account, repository);
  }
}
