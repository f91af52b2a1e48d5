package io.github.ecrpush.ecr;

/// Lets us into a registry, again and again.
public interface RegistryLogin {

  /// A login that is good now.
  EcrLogin login() throws InterruptedException;

  /// Another login in place of one that the registry refused; the same one when there is no other.
  EcrLogin renew(EcrLogin refused) throws InterruptedException;
}
