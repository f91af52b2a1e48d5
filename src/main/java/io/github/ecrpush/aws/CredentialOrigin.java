package io.github.ecrpush.aws;

import software.amazon.awssdk.auth.credentials.AwsCredentials;

/// Where credentials come from. Threads may share one.
interface CredentialOrigin extends AutoCloseable {

  /// Whose credentials they are. May ask AWS.
  AwsCaller caller() throws InterruptedException;

  /// Credentials that are good now. May ask AWS.
  AwsCredentials credentials() throws InterruptedException;

  /// Looks for others in place of credentials that AWS finds ended, and says whether there are any.
  /// When another thread got new ones already, those are others.
  boolean renew(AwsCredentials ended) throws InterruptedException;

  @Override
  void close();
}
