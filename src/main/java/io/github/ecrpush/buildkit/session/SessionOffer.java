package io.github.ecrpush.buildkit.session;

import io.github.ecrpush.buildkit.filesync.LocalDirectories;
import io.github.ecrpush.credential.CredentialSource;

/// What a session answers with.
///
/// @param origin tells our directories from those of others that have the same path on another
///   machine or in another container: the name of the source repository, or of the machine
public record SessionOffer(
    LocalDirectories directories,
    BuildSecrets secrets,
    CredentialSource credentials,
    String origin) {}
