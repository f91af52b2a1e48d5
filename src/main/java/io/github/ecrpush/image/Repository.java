package io.github.ecrpush.image;

/// A repository in a registry: everything of an image's name but the tag or digest.
public record Repository(RegistryHost registry, RepositoryPath path) {

  /// Reads `host[:port]/path`, as ECR answers it in `repositoryUri`.
  public static Repository parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "a repository is written `registry/path`, but this is `" + text + "`");
    }
    return new Repository(
        new RegistryHost(text.substring(0, slash)), new RepositoryPath(text.substring(slash + 1)));
  }

  public ImageReference.Tagged tagged(Tag tag) {
    return new ImageReference.Tagged(this, tag);
  }

  public ImageReference.Pinned pinned(Digest digest) {
    return new ImageReference.Pinned(this, digest);
  }

  @Override
  public String toString() {
    return registry + "/" + path;
  }
}
