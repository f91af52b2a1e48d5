package io.github.ecrpush.ecr;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.RemoteWords;
import io.github.ecrpush.registry.RegistryError;
import io.github.ecrpush.registry.RegistryException;
import java.util.stream.Collectors;

/// The words for what a registry refuses over its own protocol.
final class RegistryFailures {

  private RegistryFailures() {}

  static Failure of(String what, RegistryException e) {
    return switch (e.status()) {
      case 401 -> loginRefused(what);
      case 429 -> EcrFailures.throttled(what);
      default ->
          e.status() >= 500
              ? EcrFailures.unavailable(what, e.status())
              : Denial.in(told(e))
                  .map(denial -> DenialFailures.denied(what, denial))
                  .orElseGet(() -> refused(what, e));
    };
  }

  static Failure loginRefused(String what) {
    return new Failure.AccessDenied(
        new Explanation(
            "ecr-login-refused",
            what,
            "The registry refused our login, and a new one too.",
            """
            Look whether the role may call `ecr:GetAuthorizationToken`, and whether the registry is
            in the region that `aws-region` names.\
            """),
        EcrFailures.ECR);
  }

  static Failure refused(String what, RegistryException e) {
    var told = told(e);
    return new Failure.AccessDenied(
        new Explanation(
            "ecr-registry-refused",
            what,
            "`%s %s` was answered with status %d%s"
                .formatted(e.method(), e.uri(), e.status(), told.isEmpty() ? "." : ": " + told),
            "Mend what the registry names. When it names nothing, look at the role's permissions."),
        EcrFailures.ECR);
  }

  static String told(RegistryException e) {
    return RemoteWords.of(
        e.errors().stream().map(RegistryFailures::told).collect(Collectors.joining(" ")));
  }

  private static String told(RegistryError error) {
    return error.message().isEmpty() ? error.code() : error.message() + " (" + error.code() + ")";
  }
}
