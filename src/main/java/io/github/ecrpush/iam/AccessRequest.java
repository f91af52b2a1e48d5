package io.github.ecrpush.iam;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What somebody wants to do, as a policy sees it.
///
/// @param action `sts:AssumeRoleWithWebIdentity`
/// @param principal who asks; asked for by policies of a resource or role, not by an identity's own
/// @param resource on what, an ARN; absent in a trust policy, which stands at its resource
/// @param conditionValues the values of condition keys, whose names have no case
public record AccessRequest(
    String action,
    Optional<Principal> principal,
    Optional<String> resource,
    Map<String, List<String>> conditionValues) {

  /// Somebody, by the kind of name that policies use: `AWS`, `Federated`, `Service`.
  public record Principal(String type, String name) {}

  public AccessRequest {
    var lower = new TreeMap<String, List<String>>();
    conditionValues.forEach(
        (key, values) -> lower.put(key.toLowerCase(Locale.ROOT), List.copyOf(values)));
    conditionValues = lower;
  }

  /// The values of a condition key; none when the request does not have it.
  List<String> values(String key) {
    return conditionValues.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
  }
}
