package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsClients;
import io.github.ecrpush.aws.AwsIdentity;
import io.github.ecrpush.aws.IdentityRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The identities of a run. Targets that want the same one share it, so that AWS is asked once.
///
/// Not thread-safe: a run takes what it needs before it begins.
final class Identities implements AutoCloseable {

  private final Workplace workplace;
  private final Map<IdentityRequest, AwsIdentity> identities = new LinkedHashMap<>();
  private @Nullable AwsClients clients;

  Identities(Workplace workplace) {
    this.workplace = workplace;
  }

  AwsIdentity of(IdentityRequest who) {
    return identities.computeIfAbsent(
        who,
        request ->
            AwsIdentity.of(
                request, workplace.tokens(), clients(), workplace.clock(), workplace.listener()));
  }

  /// Made when the first target asks AWS something.
  AwsClients clients() {
    if (clients == null) {
      clients = workplace.aws().get();
    }
    return clients;
  }

  @Override
  public void close() {
    identities.values().forEach(AwsIdentity::close);
    if (clients != null) {
      clients.close();
    }
  }
}
