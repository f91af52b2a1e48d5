package io.github.ecrpush.iam;

/// By which of its names a policy of a resource means who asks; the further down, the more it
/// gives.
enum Naming {
  /// Not at all.
  NONE,
  /// By its account, which may hand the permission on by policies of its own.
  ACCOUNT,
  /// By its role, within the role's boundary and the session's policies.
  ROLE,
  /// Itself, or everybody: nothing more is asked within the account.
  DIRECT
}
