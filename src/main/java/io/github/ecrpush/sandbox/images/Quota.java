package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.sandbox.images.ImageException.Fault;

/// How much a registry takes.
///
/// @param repositories in the registry
/// @param images in each repository
public record Quota(int repositories, int images) {

  /// What AWS gives when nobody has asked for more.
  public static final Quota OF_AWS = new Quota(100_000, 100_000);

  void mustTakeRepository(int present, String account) {
    if (present >= repositories) {
      throw new ImageException(
          Fault.LIMIT_REACHED,
          "The registry with id '%s' already has the maximum allowed number of repositories which is '%d'"
              .formatted(account, repositories));
    }
  }

  void mustTakeImage(int present, String repository, String account) {
    if (present >= images) {
      throw new ImageException(
          Fault.LIMIT_REACHED,
          "The repository with name '%s' in registry with id '%s' already has the maximum allowed number of images which is '%d'"
              .formatted(repository, account, images));
    }
  }
}
