package io.github.ecrpush.ecr;

import io.github.ecrpush.ecr.Permission.Answer;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// The words for what a push needs and may not do, with one statement for all of it.
public final class PermissionFailures {

  private PermissionFailures() {}

  /// What is missing; nothing when nothing was denied.
  ///
  /// @param caller the ARN of whoever asked
  public static Optional<Failure> of(String caller, List<Permission> permissions) {
    var denied = permissions.stream().filter(PermissionFailures::isDenied).toList();
    if (denied.isEmpty()) {
      return Optional.empty();
    }
    var forbidden = denied.stream().filter(PermissionFailures::isForbidden).toList();
    return Optional.of(
        forbidden.isEmpty() ? missing(caller, denied) : forbidden(caller, forbidden));
  }

  static Failure missing(String caller, List<Permission> denied) {
    return new Failure.AccessDenied(
        new Explanation(
            "permissions-missing",
            "A push would be refused.",
            "`%s` may not do what it needs (AccessDenied):\n\n%s".formatted(caller, table(denied)),
            fix(caller, denied)),
        EcrFailures.ECR);
  }

  static Failure forbidden(String caller, List<Permission> forbidden) {
    return new Failure.AccessDenied(
        new Explanation(
            "permissions-forbidden",
            "A push would be refused.",
            "A policy forbids `%s` what it needs (AccessDenied):\n\n%s"
                .formatted(caller, table(forbidden)),
            """
            Find the statement with `"Effect": "Deny"` in the policy that AWS names, and except %s
            from it. Another statement that allows the action does not help.\
            """
                .formatted(owner(caller))),
        EcrFailures.ECR);
  }

  /// Whose policies let `caller` in.
  private static String owner(String caller) {
    return caller.contains(":user/")
        ? "the user `%s`".formatted(caller.substring(caller.lastIndexOf('/') + 1))
        : "the role";
  }

  /// What the policies of repositories lack has another form than what ours lack.
  private static String fix(String caller, List<Permission> denied) {
    var parts = new ArrayList<String>();
    var elsewhere = denied.stream().filter(one -> !isRepositorys(one)).toList();
    if (!elsewhere.isEmpty()) {
      parts.add(
          "Add %s to %s:\n\n%s"
              .formatted(
                  statements(elsewhere).size() == 1 ? "this statement" : "these statements",
                  isOwn(elsewhere) ? "a policy of " + owner(caller) : "the policies that AWS names",
                  indented(elsewhere)));
    }
    for (var statement :
        statements(denied.stream().filter(PermissionFailures::isRepositorys).toList())) {
      parts.add(
          DenialFailures.lettingIn(caller, statement.resources().getFirst(), statement.actions()));
    }
    return String.join("\n", parts);
  }

  private static boolean isRepositorys(Permission permission) {
    return permission.answer() instanceof Answer.Denied(String reason, var _)
        && DenyingPolicy.of(reason) == DenyingPolicy.RESOURCE;
  }

  private static boolean isOwn(List<Permission> denied) {
    return denied.stream()
        .map(permission -> permission.answer())
        .allMatch(answer ->
            answer instanceof Answer.Denied(String reason, var _)
                && switch (DenyingPolicy.of(reason)) {
                  case IDENTITY, UNNAMED -> true;
                  case RESOURCE, SERVICE_CONTROL, RESOURCE_CONTROL, ENDPOINT, BOUNDARY, SESSION ->
                      false;
                });
  }

  private static boolean isDenied(Permission permission) {
    return permission.answer() instanceof Answer.Denied;
  }

  private static boolean isForbidden(Permission permission) {
    return permission.answer() instanceof Answer.Denied(var _, boolean forbidden) && forbidden;
  }

  private static String table(List<Permission> denied) {
    var lines = new StringBuilder();
    for (var permission : denied) {
      lines.append("    ").append(permission.action()).append(" on ").append(permission.resource());
      if (permission.answer() instanceof Answer.Denied(String reason, var _) && !reason.isEmpty()) {
        lines.append(", ").append(reason);
      }
      lines.append('\n');
    }
    return lines.toString();
  }

  /// One statement for each resource.
  private static List<Grant> statements(List<Permission> denied) {
    var actions = new LinkedHashMap<String, List<String>>();
    for (var permission : denied) {
      actions
          .computeIfAbsent(permission.resource(), _ -> new ArrayList<>())
          .add(permission.action());
    }
    return actions.entrySet().stream()
        .map(entry -> new Grant("", entry.getValue(), List.of(entry.getKey())))
        .toList();
  }

  private static String indented(List<Permission> denied) {
    return statements(denied).stream()
        .map(grant -> Json.writePretty(grant.toStatement()).indent(4))
        .reduce((one, other) -> one.stripTrailing() + ",\n" + other)
        .orElse("");
  }
}
