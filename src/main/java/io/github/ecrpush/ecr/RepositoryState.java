package io.github.ecrpush.ecr;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.image.Repository;

/// A repository as it was found.
///
/// @param uri where images are pushed to
/// @param arn the name that IAM statements want
public record RepositoryState(
    Repository uri, String arn, TagMutability mutability, AwsAccount account, AwsRegion region) {

  RepositoryState with(TagMutability changed) {
    return new RepositoryState(uri, arn, changed, account, region);
  }
}
