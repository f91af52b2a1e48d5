package io.github.ecrpush.iam;

import io.github.ecrpush.iam.AccessRequest.Principal;
import io.github.ecrpush.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Whom a statement is about, by kind of name; a lone `*` is everybody.
///
/// @param negated whether it is about everybody else
public record PrincipalRule(boolean negated, Map<String, List<String>> names) {

  private static final String ANYBODY = "*";
  private static final Set<String> TYPES =
      Set.of(ANYBODY, "AWS", "Federated", "Service", "CanonicalUser");
  private static final Pattern ACCOUNT =
      Pattern.compile("(?:arn:aws[a-z-]*:iam::)?(\\d{12})(?::root)?");

  public PrincipalRule {
    names = Map.copyOf(names);
  }

  static Optional<PrincipalRule> parse(JsonTree statement, String place) {
    var positive = statement.at("Principal");
    var negative = statement.at("NotPrincipal");
    if (!positive.isMissing() && !negative.isMissing()) {
      throw new PolicyException(place, "A statement has `Principal` or `NotPrincipal`, not both.");
    }
    if (!positive.isMissing()) {
      return Optional.of(new PrincipalRule(false, names(positive, place + ".Principal")));
    }
    return negative.isMissing()
        ? Optional.empty()
        : Optional.of(new PrincipalRule(true, names(negative, place + ".NotPrincipal")));
  }

  private static Map<String, List<String>> names(JsonTree tree, String place) {
    if (tree.text().filter(ANYBODY::equals).isPresent()) {
      return Map.of(ANYBODY, List.of(ANYBODY));
    }
    if (!tree.isObject()) {
      throw new PolicyException(place, "A principal is `*` or an object such as {\"AWS\": …}.");
    }
    var names = new LinkedHashMap<String, List<String>>();
    tree.members()
        .forEach((type, value) -> {
          if (!TYPES.contains(type)) {
            throw new PolicyException(
                place, "A principal is of type AWS, Federated or Service, not `" + type + "`.");
          }
          names.put(type, Texts.of(value, place + "." + type).orElse(List.of()));
        });
    return names;
  }

  /// By which name a principal is meant. A denial of everybody else spares only who is named by
  /// every name: the session, its role, and the account.
  Naming grant(Principal principal, boolean allows) {
    if (!negated) {
      return positive(principal);
    }
    boolean spared = allows ? positive(principal) != Naming.NONE : isEveryNameOf(principal);
    return spared ? Naming.NONE : Naming.DIRECT;
  }

  private Naming positive(Principal principal) {
    if (names.containsKey(ANYBODY)) {
      return Naming.DIRECT;
    }
    var best = Naming.NONE;
    for (var name : names.getOrDefault(principal.type(), List.of())) {
      var grant = grant(principal, name);
      best = grant.compareTo(best) > 0 ? grant : best;
    }
    return best;
  }

  /// Principals know no wildcard but the lone `*`; an account stands for everybody in it.
  private static Naming grant(Principal principal, String name) {
    if (name.equals(ANYBODY) || name.equals(principal.name())) {
      return Naming.DIRECT;
    }
    if (principal.role().filter(name::equals).isPresent()) {
      return Naming.ROLE;
    }
    var account = ACCOUNT.matcher(name);
    boolean isAccount =
        account.matches() && principal.account().filter(account.group(1)::equals).isPresent();
    return isAccount ? Naming.ACCOUNT : Naming.NONE;
  }

  private boolean isEveryNameOf(Principal principal) {
    var grants =
        names.getOrDefault(principal.type(), List.of()).stream()
            .map(name -> grant(principal, name))
            .toList();
    return names.containsKey(ANYBODY)
        || (grants.contains(Naming.DIRECT)
            && (principal.role().isEmpty() || grants.contains(Naming.ROLE))
            && (principal.account().isEmpty() || grants.contains(Naming.ACCOUNT)));
  }
}
