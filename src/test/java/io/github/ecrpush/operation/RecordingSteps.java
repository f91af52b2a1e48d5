package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsKeys;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.image.RegistryHost;
import java.util.ArrayList;
import java.util.List;

/// Later steps that remember what they were handed.
final class RecordingSteps implements LaterSteps {

  private final List<String> handed = new ArrayList<>();

  @Override
  public void keys(AwsKeys keys, AwsRegion region) {
    handed.add(
        "keys %s %s %s a token"
            .formatted(keys.id(), region, keys.token().isPresent() ? "with" : "without"));
  }

  @Override
  public void login(RegistryHost host, RegistryCredential login) {
    handed.add("login %s %s".formatted(host, login.username()));
  }

  /// In the order in which it was handed.
  List<String> handed() {
    return handed;
  }
}
