package io.github.ecrpush.aws;

import java.util.List;
import java.util.Optional;

/// What in a role's trust policy keeps a job out.
sealed interface TrustFinding {

  /// Nothing does: a statement lets the job in.
  record LetsIn(String statement) implements TrustFinding {}

  /// A statement denies it.
  ///
  /// @param conditions its conditions, which all fit the job
  record Denied(String statement, List<ComparedCondition> conditions) implements TrustFinding {}

  /// Nothing that can be told here does, and a statement hangs on what only AWS knows.
  ///
  /// @param allows whether the statement lets the job in when its conditions fit, or denies it
  /// @param conditions those that cannot be told here
  record Undecided(String statement, boolean allows, List<ComparedCondition> conditions)
      implements TrustFinding {}

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
  ///
  /// @param notKnown the keys of further conditions, which only AWS can compare
  record UnmetStatement(String name, List<ComparedCondition> conditions, List<String> notKnown) {}

  /// A condition, and what it is compared with.
  ///
  /// @param actual what the job has there; nothing when that is not known
  /// @param hint why it is not met, when it can be told
  record ComparedCondition(
      String operator, String key, List<String> wanted, List<String> actual, Optional<Hint> hint) {}

  /// A reason that explains itself.
  ///
  /// @param words one or two sentences
  record Hint(Kind kind, String words) {

    /// What sort of slip it is, for those that have a failure of their own.
    enum Kind {
      WILDCARD,
      AUDIENCE,
      SESSION_NAME,
      OTHER
    }
  }
}
