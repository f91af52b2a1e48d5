package io.github.ecrpush.sandbox.images;

/// What ECR calls a registry: all repositories of one account in one region.
///
/// @param account its owner, who is also its id
public record Registry(String account, String region) {

  /// The ARN of a repository, or of several by a `*`.
  String arn(String repository) {
    return "arn:%s:ecr:%s:%s:repository/%s".formatted(partition(), region, account, repository);
  }

  /// The part of AWS that the region belongs to, as ARNs name it.
  String partition() {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    if (region.startsWith("us-gov-")) {
      return "aws-us-gov";
    }
    return region.startsWith("eusc-") ? "aws-eusc" : "aws";
  }

  /// The registry of another account beside this one.
  Registry of(String other) {
    return new Registry(other, region);
  }
}
