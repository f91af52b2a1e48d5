package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.iam.AccessRequest;
import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.iam.Verdict;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.sandbox.identity.Caller;
import io.github.ecrpush.sandbox.identity.RegistryPasswords;
import io.github.ecrpush.sandbox.web.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The one place that says who may do what in a registry. Everybody in its account may do
/// everything; others may do what the policy of a repository lets them do there.
final class Gate {

  private final RegistryPasswords passwords;

  Gate(RegistryPasswords passwords) {
    this.passwords = passwords;
  }

  /// What somebody wants to do.
  ///
  /// @param action `ecr:PutImage`
  /// @param repositories the names of those that it is done to; none when it is to no certain one
  record Wish(Caller caller, String action, List<String> repositories) {}

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
    if (wish.caller().account().equals(registry.account())) {
      return;
    }
    if (wish.repositories().isEmpty()) {
      throw new DeniedException(wish.caller().arn(), wish.action(), registry.arn("*"));
    }
    for (var name : wish.repositories()) {
      var policy =
          store.flatMap(known -> known.lookUp(name)).flatMap(known -> known.settings().policy());
      if (!policy.map(text -> allows(text, wish, registry.arn(name))).orElse(false)) {
        throw new DeniedException(wish.caller().arn(), wish.action(), registry.arn(name));
      }
    }
  }

  private static boolean allows(String policy, Wish wish, String resource) {
    var principal = new AccessRequest.Principal("AWS", wish.caller().arn());
    var values = Map.of("aws:PrincipalArn", List.of(wish.caller().arn()));
    var request =
        new AccessRequest(wish.action(), Optional.of(principal), Optional.of(resource), values);
    return PolicyDocument.parse(Json.parse(policy)).evaluate(request) instanceof Verdict.Allowed;
  }
}
