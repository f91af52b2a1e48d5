package io.github.ecrpush.report;

import io.github.ecrpush.operation.AccessPlan.Role;
import java.util.Optional;

/// What a planned role is called in AWS and in the files that make it.
final class PlanNames {

  private PlanNames() {}

  /// Without its path.
  static String bare(Role role) {
    return role.name().substring(role.name().lastIndexOf('/') + 1);
  }

  /// `/ci/`, when it has one.
  static Optional<String> path(Role role) {
    int slash = role.name().lastIndexOf('/');
    return slash < 0 ? Optional.empty() : Optional.of("/" + role.name().substring(0, slash + 1));
  }

  /// `ecr_push`, with the account where that is needed to tell roles apart.
  static String underscored(Role role, String account) {
    var name = new StringBuilder();
    role.name().chars().forEach(c -> name.append(isPlain(c) ? (char) c : '_'));
    if (name.charAt(0) >= '0' && name.charAt(0) <= '9') {
      name.insert(0, "role_");
    }
    return account.isEmpty() ? name.toString() : name + "_" + account;
  }

  /// `EcrPush`, with the account when it is known.
  static String logical(Role role, String account) {
    var name = new StringBuilder();
    boolean first = true;
    for (char c : role.name().toCharArray()) {
      if (isPlain(c)) {
        name.append(first ? Character.toUpperCase(c) : c);
      }
      first = !isPlain(c);
    }
    return name + "Role" + account;
  }

  private static boolean isPlain(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
