package io.github.ecrpush.aws;

import io.github.ecrpush.iam.PolicyDocument;

/// What is known of a role's trust policy.
sealed interface TrustPolicy {

  /// It could be read.
  ///
  /// @param where it was read: `the file of trust-policy`
  record Known(PolicyDocument document, String where) implements TrustPolicy {}

  /// IAM knows no such role.
  record RoleMissing() implements TrustPolicy {}

  /// Nobody here may read it.
  ///
  /// @param why nobody may read it here, a sentence
  record Unknown(String why) implements TrustPolicy {}
}
