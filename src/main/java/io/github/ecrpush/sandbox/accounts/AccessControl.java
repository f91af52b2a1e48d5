package io.github.ecrpush.sandbox.accounts;

import io.github.ecrpush.iam.AccessRequest;
import io.github.ecrpush.iam.CallerPolicies.Resource;
import io.github.ecrpush.iam.Decision;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Says who may do what: every call to an API of AWS, and to a registry, is asked about here.
public final class AccessControl {

  private final Accounts accounts;
  private final InstantSource clock;

  /// What somebody wants to do.
  ///
  /// @param action `ecr:PutImage`
  /// @param arn on what, or `*`
  /// @param resource its owner and its policy
  /// @param values condition keys of the request and of the resource
  public record Wish(
      String action, String arn, Resource resource, Map<String, List<String>> values) {

    public Wish {
      values = Map.copyOf(values);
    }
  }

  public AccessControl(Accounts accounts, InstantSource clock) {
    this.accounts = accounts;
    this.clock = clock;
  }

  /// Why something is refused, in AWS's words; nothing when it is allowed.
  public Optional<String> refusal(Caller caller, Wish wish) {
    return switch (decide(caller, wish)) {
      case Decision.Allowed _ -> Optional.empty();
      case Decision.Denied denied ->
          Optional.of(
              sentence(caller, wish.action(), wish.arn()) + " " + denied.clause(wish.action()));
    };
  }

  /// How AWS begins to say that somebody may not do something.
  public static String sentence(Caller caller, String action, String resource) {
    return "User: %s is not authorized to perform: %s on resource: %s"
        .formatted(caller.arn(), action, resource);
  }

  public Decision decide(Caller caller, Wish wish) {
    var principal =
        new AccessRequest.Principal(
            "AWS", caller.arn(), caller.session().map(RoleSession::roleArn));
    var values = values(caller);
    values.put("aws:ResourceAccount", List.of(wish.resource().account()));
    values.putAll(wish.values());
    var request =
        new AccessRequest(wish.action(), Optional.of(principal), Optional.of(wish.arn()), values);
    return accounts.policies(caller).decide(request, wish.resource());
  }

  /// The condition keys that are about the caller and the moment.
  private Map<String, List<String>> values(Caller caller) {
    var values = new LinkedHashMap<String, List<String>>();
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    values.put("aws:CurrentTime", List.of(now.toString()));
    values.put("aws:EpochTime", List.of(String.valueOf(now.getEpochSecond())));
    values.put("aws:PrincipalAccount", List.of(caller.account()));
    values.put("aws:userid", List.of(caller.userId()));
    values.put(
        "aws:PrincipalArn",
        List.of(caller.session().map(RoleSession::roleArn).orElse(caller.arn())));
    values.put("aws:PrincipalType", List.of(caller.session().isPresent() ? "AssumedRole" : "User"));
    if (caller.session().isEmpty()) {
      values.put(
          "aws:username", List.of(caller.arn().substring(caller.arn().lastIndexOf('/') + 1)));
    }
    tags(caller).forEach((key, value) -> values.put("aws:PrincipalTag/" + key, List.of(value)));
    return values;
  }

  /// Those of the session win over those of its role.
  private Map<String, String> tags(Caller caller) {
    var tags = new LinkedHashMap<String, String>();
    accounts.user(caller).ifPresent(user -> tags.putAll(user.tags()));
    accounts.role(caller).ifPresent(role -> tags.putAll(role.tags()));
    caller.session().ifPresent(session -> tags.putAll(session.passed().tags()));
    return tags;
  }
}
