package io.github.ecrpush.aws;

import io.github.ecrpush.credential.Secret;

/// Gives a fresh identity token, made out to an audience, each time it is asked.
@FunctionalInterface
public interface IdentityTokenSource {
  Secret token(String audience) throws InterruptedException;
}
