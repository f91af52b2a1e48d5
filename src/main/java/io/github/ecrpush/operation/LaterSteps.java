package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsKeys;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.image.RegistryHost;

/// The steps of the job that come after ours, to which it hands on what it was told to.
public interface LaterSteps {

  void keys(AwsKeys keys, AwsRegion region);

  void login(RegistryHost host, RegistryCredential login);
}
