package io.github.ecrpush.ecr;

import java.util.Locale;

/// Which kind of policy stands in the way, as AWS's words for a denial tell it.
enum DenyingPolicy {
  IDENTITY("identity-based policy"),
  RESOURCE("resource-based policy"),
  SERVICE_CONTROL("service control policy"),
  RESOURCE_CONTROL("resource control policy"),
  ENDPOINT("vpc endpoint policy"),
  BOUNDARY("permissions boundary"),
  SESSION("session policy"),
  /// AWS does not say.
  UNNAMED("");

  private final String words;

  DenyingPolicy(String words) {
    this.words = words;
  }

  static DenyingPolicy of(String reason) {
    var lower = reason.toLowerCase(Locale.ROOT);
    for (var policy : values()) {
      if (lower.contains(policy.words)) {
        return policy;
      }
    }
    return UNNAMED;
  }
}
