package io.github.ecrpush.operation;

import io.github.ecrpush.image.Repository;

/// Where an image goes, as AWS answered it.
public record Place(Repository repository, String region, String account) {}
