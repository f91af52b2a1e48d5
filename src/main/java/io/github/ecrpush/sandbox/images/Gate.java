package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.iam.CallerPolicies.Resource;
import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.iam.PolicyKind;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.sandbox.accounts.AccessControl;
import io.github.ecrpush.sandbox.accounts.Caller;
import io.github.ecrpush.sandbox.identity.RegistryPasswords;
import io.github.ecrpush.sandbox.images.ImageException.Fault;
import io.github.ecrpush.sandbox.web.Call;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The one place that asks who may do what in a registry: whoever signed a call to the API, or
/// asked for the password of a call to the registry.
final class Gate {

  /// Actions that are about no repository, so that policies have to allow them on `*`.
  private static final Set<String> ANYWHERE =
      Set.of(
          "ecr:GetAuthorizationToken",
          "ecr:DescribeRegistry",
          "ecr:GetAccountSetting",
          "ecr:PutAccountSetting",
          "ecr:GetRegistryPolicy",
          "ecr:PutRegistryPolicy",
          "ecr:DeleteRegistryPolicy",
          "ecr:GetRegistryScanningConfiguration",
          "ecr:PutRegistryScanningConfiguration",
          "ecr:PutReplicationConfiguration",
          "ecr:DescribePullThroughCacheRules",
          "ecr:DescribeRepositoryCreationTemplates",
          "ecr:GetSigningConfiguration");

  private final RegistryPasswords passwords;
  private final AccessControl control;

  Gate(RegistryPasswords passwords, AccessControl control) {
    this.passwords = passwords;
    this.control = control;
  }

  /// What somebody wants to do.
  ///
  /// @param action `ecr:PutImage`
  /// @param repositories the names of those that it is done to; none when it is to no certain one
  /// @param tags those that a repository is to be given
  record Wish(Caller caller, String action, List<String> repositories, Map<String, String> tags) {

    Wish(Caller caller, String action, List<String> repositories) {
      this(caller, action, repositories, Map.of());
    }
  }

  /// The action that a policy has to allow for an operation of the API.
  static String action(String operation) {
    return operation.equals("ListImageReferrers") ? "ecr:BatchGetImage" : "ecr:" + operation;
  }

  /// Whether an action is about no repository.
  static boolean isAnywhere(String action) {
    return ANYWHERE.contains(action);
  }

  /// Who holds a password, and whether it is still good.
  RegistryPasswords.Admission admission(Call call) {
    return passwords.admit(call.header("Authorization"));
  }

  /// Who logged in with the password of a call that was let in.
  Caller holder(Call call) {
    return passwords.holder(call.header("Authorization"));
  }

  /// @throws DeniedException if it is not allowed
  void mustPass(Wish wish, Registry registry, Optional<ImageStore> store) {
    refusal(wish, registry, store)
        .ifPresent(reason -> {
          throw new DeniedException(reason);
        });
  }

  /// Why it is not allowed; nothing when it is.
  Optional<String> refusal(Wish wish, Registry registry, Optional<ImageStore> store) {
    if (isAnywhere(wish.action())) {
      var own = new Resource(wish.caller().account(), Optional.empty(), PolicyKind.RESOURCE);
      return ask(wish, "*", own, values(wish, registry, Optional.empty()));
    }
    var names = wish.repositories().isEmpty() ? List.of("*") : wish.repositories();
    for (var name : names) {
      var settings = store.flatMap(known -> known.lookUp(name)).map(StoredRepository::settings);
      var policy =
          settings
              .flatMap(RepositorySettings::policy)
              .map(text -> PolicyDocument.parse(Json.parse(text)));
      var resource = new Resource(registry.account(), policy, PolicyKind.RESOURCE);
      var refusal = ask(wish, registry.arn(name), resource, values(wish, registry, settings));
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  /// Whether somebody may let ECR do something with a key. Policies of keys are not known here:
  /// they let everybody in whom his own policies let.
  ///
  /// @throws ImageException if it is not allowed
  void mustUse(Caller caller, CustomerKey key, Registry registry, List<String> actions) {
    var anybody = new Resource(caller.account(), Optional.empty(), PolicyKind.RESOURCE);
    for (var action : actions) {
      var values = key.values(action, caller.account(), registry);
      var wish = new AccessControl.Wish(action, key.arn(), anybody, values);
      control
          .refusal(caller, wish)
          .ifPresent(reason -> {
            throw new ImageException(
                Fault.KEY_DENIED, reason, Map.of("kmsError", "AccessDeniedException"));
          });
    }
  }

  private Optional<String> ask(
      Wish wish, String arn, Resource resource, Map<String, List<String>> values) {
    return control.refusal(
        wish.caller(), new AccessControl.Wish(wish.action(), arn, resource, values));
  }

  private static Map<String, List<String>> values(
      Wish wish, Registry registry, Optional<RepositorySettings> settings) {
    var values = new LinkedHashMap<String, List<String>>();
    values.put("aws:RequestedRegion", List.of(registry.region()));
    if (!wish.tags().isEmpty()) {
      values.put("aws:TagKeys", List.copyOf(wish.tags().keySet()));
    }
    wish.tags().forEach((key, value) -> values.put("aws:RequestTag/" + key, List.of(value)));
    settings
        .map(RepositorySettings::tags)
        .orElse(Map.of())
        .forEach((key, value) -> {
          values.put("aws:ResourceTag/" + key, List.of(value));
          values.put("ecr:ResourceTag/" + key, List.of(value));
        });
    return values;
  }
}
