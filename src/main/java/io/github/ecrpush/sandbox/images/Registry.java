package io.github.ecrpush.sandbox.images;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

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

  /// What other services of AWS know ECR by in this region.
  String service() {
    var end =
        switch (partition()) {
          case "aws-cn" -> "amazonaws.com.cn";
          case "aws-eusc" -> "amazonaws.eu";
          default -> "amazonaws.com";
        };
    return "ecr.%s.%s".formatted(region, end);
  }

  /// The key of KMS that AWS keeps for ECR in this account and region.
  String keyOfEcr() {
    var id = UUID.nameUUIDFromBytes((account + region).getBytes(StandardCharsets.UTF_8));
    return "arn:%s:kms:%s:%s:key/%s".formatted(partition(), region, account, id);
  }

  /// The registry of another account beside this one.
  Registry of(String other) {
    return new Registry(other, region);
  }
}
