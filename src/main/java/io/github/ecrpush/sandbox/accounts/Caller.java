package io.github.ecrpush.sandbox.accounts;

import io.github.ecrpush.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Somebody whom AWS knows.
///
/// @param arn `arn:aws:sts::123456789012:assumed-role/deploy/run-1`
/// @param session what a session of a role is; absent for keys that last
public record Caller(String arn, String userId, Optional<RoleSession> session) {

  private static final int ACCOUNT_PART = 4;

  static Caller user(String arn, String userId) {
    return new Caller(arn, userId, Optional.empty());
  }

  static Caller session(String arn, String userId, RoleSession session) {
    return new Caller(arn, userId, Optional.of(session));
  }

  public String account() {
    return arn.split(":", -1)[ACCOUNT_PART];
  }

  /// Everything, so that it can be handed out and read when it comes back.
  public Map<String, Object> toJson() {
    var json = new LinkedHashMap<String, Object>();
    json.put("arn", arn);
    json.put("user", userId);
    session.ifPresent(known -> json.put("session", known.toJson()));
    return json;
  }

  public static Caller fromJson(JsonTree json) {
    var session = json.at("session");
    return new Caller(
        json.at("arn").text().orElseThrow(),
        json.at("user").text().orElseThrow(),
        session.isMissing() ? Optional.empty() : Optional.of(RoleSession.fromJson(session)));
  }
}
