package io.github.ecrpush.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Every policy that bears on whoever asks, and how they are weighed against each other and against
/// that of the resource.
///
/// @param serviceControl those of the organisation, level by level; each level has to allow
/// @param identity those of the user or role
/// @param boundary the most that the identity's own policies can give
/// @param session those that were passed when the session was made; absent when none were
public record CallerPolicies(
    List<List<PolicyDocument>> serviceControl,
    List<PolicyDocument> identity,
    Optional<PolicyDocument> boundary,
    Optional<List<PolicyDocument>> session) {

  /// What is asked for.
  ///
  /// @param account its owner
  /// @param policy the one that stands at it
  /// @param kind `RESOURCE`, or `TRUST` where nothing but the policy opens the door
  public record Resource(String account, Optional<PolicyDocument> policy, PolicyKind kind) {}

  public CallerPolicies {
    serviceControl = serviceControl.stream().map(List::copyOf).toList();
    identity = List.copyOf(identity);
    session = session.map(List::copyOf);
  }

  /// Those of somebody with nothing but policies of the identity.
  public static CallerPolicies of(List<PolicyDocument> identity) {
    return new CallerPolicies(List.of(), identity, Optional.empty(), Optional.empty());
  }

  /// An explicit denial anywhere wins. Within an account a policy of the identity or of the
  /// resource is enough; between accounts both have to allow. Service control policies, the
  /// boundary and the session's policies only take away, and the latter two take nothing of what a
  /// resource gives to somebody directly.
  public Decision decide(AccessRequest request, Resource resource) {
    var denial = denial(request, resource);
    if (denial.isPresent()) {
      return denial.get();
    }
    var grants = resource.policy().map(policy -> policy.allowing(request)).orElse(List.of());
    var grant =
        grants.stream()
            .map(statement -> statement.grant(request))
            .max(Naming::compareTo)
            .orElse(Naming.NONE);
    var account = request.principal().flatMap(AccessRequest.Principal::account);
    if (account.isEmpty()) {
      return grant == Naming.NONE
          ? refused(resource.kind(), resource.policy().stream().toList(), request)
          : new Decision.Allowed(resource.kind(), grants.getFirst().name());
    }
    for (var level : serviceControl) {
      if (level.stream().allMatch(policy -> policy.allowing(request).isEmpty())) {
        return refused(PolicyKind.SERVICE_CONTROL, level, request);
      }
    }
    boolean isOurs = account.get().equals(resource.account());
    if (grant == Naming.NONE && (!isOurs || resource.kind() == PolicyKind.TRUST)) {
      return refused(resource.kind(), resource.policy().stream().toList(), request);
    }
    if (isOurs && grant == Naming.DIRECT) {
      return new Decision.Allowed(resource.kind(), grants.getFirst().name());
    }
    return within(request, resource, isOurs && grant == Naming.ROLE ? grants : List.of());
  }

  /// @param grants what the resource gives to the role
  private Decision within(AccessRequest request, Resource resource, List<Statement> grants) {
    var own = identity.stream().flatMap(policy -> policy.allowing(request).stream()).findFirst();
    boolean isRoot = request.principal().map(AccessRequest.Principal::isRoot).orElse(false);
    if (own.isEmpty() && grants.isEmpty() && !isRoot) {
      return refused(PolicyKind.IDENTITY, identity, request);
    }
    if (boundary.isPresent() && boundary.get().allowing(request).isEmpty()) {
      return refused(PolicyKind.BOUNDARY, List.of(boundary.get()), request);
    }
    if (session.isPresent()
        && session.get().stream().allMatch(policy -> policy.allowing(request).isEmpty())) {
      return refused(PolicyKind.SESSION, session.get(), request);
    }
    return own.isEmpty() && !grants.isEmpty()
        ? new Decision.Allowed(resource.kind(), grants.getFirst().name())
        : new Decision.Allowed(PolicyKind.IDENTITY, own.map(Statement::name).orElse("root"));
  }

  private Optional<Decision> denial(AccessRequest request, Resource resource) {
    return serviceControl.stream()
        .map(level -> denial(PolicyKind.SERVICE_CONTROL, level, request))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> denial(resource.kind(), resource.policy().stream().toList(), request))
        .or(() -> denial(PolicyKind.IDENTITY, identity, request))
        .or(() -> denial(PolicyKind.BOUNDARY, boundary.stream().toList(), request))
        .or(() -> denial(PolicyKind.SESSION, session.orElse(List.of()), request));
  }

  private static Optional<Decision> denial(
      PolicyKind kind, List<PolicyDocument> policies, AccessRequest request) {
    return policies.stream()
        .flatMap(policy -> policy.denying(request).stream())
        .findFirst()
        .map(statement -> new Decision.DeniedExplicitly(kind, statement.name()));
  }

  private static Decision refused(
      PolicyKind kind, List<PolicyDocument> policies, AccessRequest request) {
    var reasons = new ArrayList<String>();
    policies.forEach(policy -> reasons.addAll(policy.reasons(request)));
    return new Decision.DeniedImplicitly(kind, reasons);
  }
}
