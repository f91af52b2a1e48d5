package io.github.ecrpush.ecr;

import io.github.ecrpush.aws.AwsClients;
import io.github.ecrpush.aws.AwsIdentity;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.credential.CredentialSource;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RegistryHost;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Our own identity as the login for ECR hosts of any account and region: base images come from
/// there. A region is asked for a login when somebody wants in there, and once.
///
/// When AWS gives no login, the answer is that we are nobody there, and the reason is kept: the
/// build will fail on that host if it matters, and then [#failureAt] explains it.
public final class EcrLogins implements CredentialSource, AutoCloseable {

  private final EcrRegistry home;
  private final AwsIdentity identity;
  private final AwsClients clients;
  private final InstantSource clock;
  private final Map<AwsRegion, EcrRegistry> away = new ConcurrentHashMap<>();
  private final Map<RegistryHost, Failure> failures = new ConcurrentHashMap<>();

  /// @param home the registry that is pushed to; closing it is not ours
  public EcrLogins(
      EcrRegistry home, AwsIdentity identity, AwsClients clients, InstantSource clock) {
    this.home = home;
    this.identity = identity;
    this.clients = clients;
    this.clock = clock;
  }

  @Override
  public Optional<RegistryCredential> find(RegistryHost host) throws InterruptedException {
    try {
      var registry = registryAt(host);
      return registry.isPresent()
          ? Optional.of(registry.get().login().credential())
          : Optional.empty();
    } catch (FailureException e) {
      failures.put(host, e.failure());
      return Optional.empty();
    }
  }

  /// Why we are nobody at a host, when AWS gave no login for it.
  public Optional<Failure> failureAt(RegistryHost host) {
    return Optional.ofNullable(failures.get(host));
  }

  private Optional<EcrRegistry> registryAt(RegistryHost host) throws InterruptedException {
    var ecr = EcrHost.parse(host);
    if (ecr.isPresent()) {
      return Optional.of(in(ecr.get().region()));
    }
    return home.isAt(host) ? Optional.of(home) : Optional.empty();
  }

  private EcrRegistry in(AwsRegion region) {
    return region.equals(home.region())
        ? home
        : away.computeIfAbsent(
            region, far -> new EcrRegistry(identity, clients, far, Optional.empty(), clock));
  }

  @Override
  public void close() {
    away.values().forEach(EcrRegistry::close);
  }
}
