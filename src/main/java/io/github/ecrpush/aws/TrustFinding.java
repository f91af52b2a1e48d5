package io.github.ecrpush.aws;

import java.util.List;
import java.util.Optional;

/// What in a role's trust policy keeps a job out.
sealed interface TrustFinding {

  /// Nothing does: a statement lets the job in.
  record LetsIn(String statement) implements TrustFinding {}

  /// A statement denies it.
  record Denied(String statement) implements TrustFinding {}

  /// It names the identity provider, but to do something else than exchange a token.
  ///
  /// @param actions as the statement writes them: `"Action": "sts:AssumeRole"`
  record OtherAction(String statement, String actions) implements TrustFinding {}

  /// It trusts the same issuer, but as the identity provider of another account.
  record OtherAccount(String statement, String provider) implements TrustFinding {}

  /// Only other roles and users of AWS may assume it.
  record RolesOnly(List<String> principals) implements TrustFinding {}

  /// It does not name the identity provider of the job's token.
  record ProviderNotNamed(List<String> principals) implements TrustFinding {}

  /// Statements for the issuer are there, and each asks for something that the job has not.
  ///
  /// @param statements the one that asks for least of it first
  record Unmet(List<UnmetStatement> statements) implements TrustFinding {
    UnmetStatement nearest() {
      return statements.getFirst();
    }
  }

  /// A statement, and what of it is not met.
  record UnmetStatement(String name, List<UnmetCondition> conditions) {}

  /// A condition that a token does not meet.
  ///
  /// @param claim the claim that the key is about, without the issuer
  /// @param hint why, when it can be told
  record UnmetCondition(
      String operator,
      String key,
      String claim,
      List<String> wanted,
      List<String> actual,
      Optional<Hint> hint) {}

  /// A reason that explains itself.
  ///
  /// @param words one or two sentences
  record Hint(Kind kind, String words) {

    /// What sort of slip it is, for those that have a failure of their own.
    enum Kind {
      WILDCARD,
      AUDIENCE,
      OTHER
    }
  }
}
