package io.github.ecrpush.sandbox.accounts;

import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import java.time.Duration;
import java.util.Map;

/// A role.
///
/// @param trust whom it lets in
/// @param longest how long a session of it may last
public record Role(
    Names.RoleName name,
    TrustPolicy trust,
    Duration longest,
    Permissions permissions,
    Map<String, String> tags) {

  /// The longest session of a role that nobody said otherwise of, and of a chained one.
  public static final Duration HOUR = Duration.ofHours(1);

  /// A trust policy, and its text as it was given.
  public record TrustPolicy(PolicyDocument document, String text) {
    /// Of a document that was read already.
    public static TrustPolicy of(JsonTree json) {
      return new TrustPolicy(PolicyDocument.parse(json), Json.write(json));
    }
  }

  public Role {
    tags = Map.copyOf(tags);
  }

  /// The same under another name.
  Role named(Names.RoleName other) {
    return new Role(other, trust, longest, permissions, tags);
  }

  public String id() {
    return Names.identifier("AROA", name.account() + "/" + name.name());
  }

  /// Whoever has a session of this role.
  public Caller caller(String session, RoleSession.Passed passed) {
    var arn = "arn:aws:sts::%s:assumed-role/%s/%s".formatted(name.account(), name.name(), session);
    return Caller.session(arn, id() + ":" + session, new RoleSession(name.arn(), passed));
  }
}
