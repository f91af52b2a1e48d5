package io.github.ecrpush.credential;

/// Who we are to a registry. An empty user name says that the secret is an identity token.
public record RegistryCredential(String username, Secret password) {}
