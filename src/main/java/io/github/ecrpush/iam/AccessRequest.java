package io.github.ecrpush.iam;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

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
  ///
  /// @param name the ARN; of a role's session that of the session
  /// @param role the ARN of the role, when this is a session of one
  public record Principal(String type, String name, Optional<String> role) {

    private static final Pattern ACCOUNT = Pattern.compile("arn:[^:]*:[^:]*:[^:]*:(\\d{12}):.*");
    private static final Pattern SESSION =
        Pattern.compile("arn:([^:]*):sts::(\\d{12}):assumed-role/([^/]+)/.*");

    /// Somebody whose role, if there is one, has no path in its ARN.
    public Principal(String type, String name) {
      this(type, name, roleOf(name));
    }

    private static Optional<String> roleOf(String name) {
      var session = SESSION.matcher(name);
      return session.matches()
          ? Optional.of(
              "arn:%s:iam::%s:role/%s"
                  .formatted(session.group(1), session.group(2), session.group(3)))
          : Optional.empty();
    }

    /// The account of an AWS principal.
    public Optional<String> account() {
      var matcher = ACCOUNT.matcher(name);
      return type.equals("AWS") && matcher.matches()
          ? Optional.of(matcher.group(1))
          : Optional.empty();
    }

    boolean isRoot() {
      return name.endsWith(":root");
    }
  }

  public AccessRequest {
    var lower = new TreeMap<String, List<String>>();
    conditionValues.forEach(
        (key, values) -> lower.put(key.toLowerCase(Locale.ROOT), List.copyOf(values)));
    conditionValues = lower;
  }

  /// The values of a condition key; none when the request does not have it.
  public List<String> values(String key) {
    return conditionValues.getOrDefault(key.toLowerCase(Locale.ROOT), List.of());
  }
}
