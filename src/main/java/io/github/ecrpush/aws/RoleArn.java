package io.github.ecrpush.aws;

import io.github.ecrpush.failure.FailureException;
import java.util.Optional;

/// The full name of a role.
///
/// @param name the role's name, with its path when it has one: `ci/deploy`
public record RoleArn(String partition, AwsAccount account, String name) {

  private static final String EXTRA = "+=,.@_-/";
  private static final int LONGEST_NAME = 64;
  private static final int LONGEST_PATH = 512; // with the `/` at both of its ends

  public RoleArn {
    int path = name.lastIndexOf('/') + 1;
    int bare = name.length() - path;
    if (!isPartition(partition)
        || bare < 1
        || bare > LONGEST_NAME
        || path + 1 > LONGEST_PATH
        || !name.chars().allMatch(c -> isLetterOrDigit(c) || EXTRA.indexOf(c) >= 0)) {
      throw AwsFailures.roleMalformed(name);
    }
  }

  /// Reads `role-to-assume`: an ARN, or a bare name, which needs an account to live in.
  public static RoleArn parse(String text, AwsRegion region, Optional<AwsAccount> account) {
    var role = text.strip();
    if (!role.startsWith("arn:")) {
      return new RoleArn(
          region.partition(),
          account.orElseThrow(() -> AwsFailures.roleWithoutAccount(role)),
          role.startsWith("role/") ? role.substring("role/".length()) : role);
    }
    var parts = role.split(":", 6);
    if (parts.length < 6
        || !parts[2].equals("iam")
        || !parts[3].isEmpty()
        || !parts[5].startsWith("role/")) {
      throw AwsFailures.roleMalformed(role);
    }
    return new RoleArn(parts[1], new AwsAccount(parts[4]), parts[5].substring("role/".length()));
  }

  /// Makes sure that its sessions are good in a region.
  ///
  /// @throws FailureException if they are in parts of AWS that share nothing
  public void mustReach(AwsRegion region) {
    if (!partition.equals(region.partition())) {
      throw AwsFailures.roleElsewhere(this, region);
    }
  }

  /// The name without its path.
  String bareName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /// `aws`, or `aws-` and letters.
  private static boolean isPartition(String text) {
    return text.equals("aws")
        || (text.startsWith("aws-")
            && text.length() <= LONGEST_NAME
            && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '-'));
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  @Override
  public String toString() {
    return "arn:%s:iam::%s:role/%s".formatted(partition, account, name);
  }
}
