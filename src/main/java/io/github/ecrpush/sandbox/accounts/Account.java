package io.github.ecrpush.sandbox.accounts;

import io.github.ecrpush.iam.PolicyDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An account and who is in it.
///
/// @param roles by name
/// @param anyRole what every role is like whose name is not there; absent where only those are
/// @param serviceControl policies of the organisation, level by level
public record Account(
    String id,
    Map<String, Role> roles,
    Optional<Role> anyRole,
    List<User> users,
    List<OidcProvider> providers,
    List<List<PolicyDocument>> serviceControl) {

  public Account {
    roles = Map.copyOf(roles);
    users = List.copyOf(users);
    providers = List.copyOf(providers);
    serviceControl = serviceControl.stream().map(List::copyOf).toList();
  }

  public Optional<Role> role(String name) {
    return Optional.ofNullable(roles.get(name))
        .or(() ->
            anyRole.flatMap(
                any -> Names.role("arn:aws:iam::%s:role/%s".formatted(id, name)).map(any::named)));
  }

  public Optional<OidcProvider> provider(String issuer) {
    return providers.stream().filter(known -> known.issuer().equals(issuer)).findFirst();
  }
}
