package io.github.ecrpush.image;

/// Names an image in a registry: by a tag that can move, or pinned to a digest that cannot.
public sealed interface ImageReference {

  Repository repository();

  /// The last part of the name, as the registry's paths want it: a tag or a digest.
  String identifier();

  record Tagged(Repository repository, Tag tag) implements ImageReference {
    @Override
    public String identifier() {
      return tag.value();
    }

    @Override
    public String toString() {
      return repository + ":" + tag;
    }
  }

  record Pinned(Repository repository, Digest digest) implements ImageReference {
    @Override
    public String identifier() {
      return digest.toString();
    }

    @Override
    public String toString() {
      return repository + "@" + digest;
    }
  }
}
