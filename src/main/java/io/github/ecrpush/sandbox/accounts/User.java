package io.github.ecrpush.sandbox.accounts;

import java.util.Map;

/// A user with keys that last.
///
/// @param keys the ids of access keys, and their secrets
public record User(
    String arn,
    String id,
    Map<String, String> keys,
    Permissions permissions,
    Map<String, String> tags) {

  public User {
    keys = Map.copyOf(keys);
    tags = Map.copyOf(tags);
  }

  public Caller caller() {
    return Caller.user(arn, id);
  }

  @Override
  public String toString() {
    return "User[" + arn + "]";
  }
}
