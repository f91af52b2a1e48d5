package io.github.ecrpush.ecr;

import io.github.ecrpush.http.HttpTransport;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.image.RawManifest;
import io.github.ecrpush.registry.ImageConfiguration;
import io.github.ecrpush.registry.MalformedAnswerException;
import io.github.ecrpush.registry.Manifest;
import io.github.ecrpush.registry.RegistryClient;
import io.github.ecrpush.registry.RegistryException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads back what a registry holds, byte for byte, over the registry's own protocol, and has it
/// name what it holds.
public final class StoredImages {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final RegistryLogin registry;
  private final HttpTransport transport;

  public StoredImages(RegistryLogin registry, HttpTransport transport) {
    this.registry = registry;
    this.transport = transport;
  }

  /// What a tag points to; nothing when there is no such tag.
  public Optional<Digest> digestOf(ImageReference.Tagged reference) throws InterruptedException {
    return ask(
        reference, client -> client.digestOf(reference.repository().path(), reference.tag()));
  }

  /// Whether there is an image of this digest.
  public boolean has(ImageReference.Pinned image) throws InterruptedException {
    return ask(image, client -> manifest(client, image)).isPresent();
  }

  /// The image that a reference names, each manifest of it read and its digest compared.
  ///
  /// @throws io.github.ecrpush.failure.FailureException if it is not there, or not what it should
  ///   be
  public StoredImage read(ImageReference reference) throws InterruptedException {
    return ask(reference, client -> read(client, reference))
        .orElseThrow(() -> EcrFailures.imageMissing(reference));
  }

  /// What the configuration of a single image says; nothing where it is none of an image, as with
  /// signatures and charts.
  public Optional<ImageConfiguration> configuration(
      ImageReference.Pinned image, Digest configuration) throws InterruptedException {
    var document =
        ask(image, client -> client.blob(image.repository().path(), configuration))
            .orElseThrow(() -> EcrFailures.imageMissing(image));
    try {
      return Optional.of(ImageConfiguration.parse(document));
    } catch (MalformedAnswerException _) {
      return Optional.empty(); // it has its digest, so that is what somebody pushed
    }
  }

  /// The manifest of an image that is there, to be given further tags.
  public RawManifest manifest(ImageReference.Pinned image) throws InterruptedException {
    return ask(image, client -> manifest(client, image))
        .orElseThrow(() -> EcrFailures.imageMissing(image));
  }

  /// Gives an image that is there a further tag.
  ///
  /// @throws RegistryException if the registry refuses
  public void name(RawManifest image, ImageReference.Tagged name)
      throws RegistryException, InterruptedException {
    try {
      var _ =
          asked(
              name,
              client -> {
                client.put(name.repository().path(), name.tag(), image);
                return Optional.of(name);
              });
    } catch (RegistryException e) {
      throw e;
    } catch (IOException e) {
      throw EcrFailures.of(PushFailures.what(name), name, e);
    }
  }

  /// Something to ask a registry.
  @FunctionalInterface
  private interface Question<T> {
    Optional<T> ask(RegistryClient client) throws IOException, InterruptedException;
  }

  private static Optional<StoredImage> read(RegistryClient client, ImageReference reference)
      throws IOException, InterruptedException {
    var top = manifest(client, reference);
    if (top.isEmpty()) {
      return Optional.empty();
    }
    var manifest = top.get();
    return Optional.of(
        switch (Manifest.parse(manifest)) {
          case Manifest.Image(var config, var layers) ->
              new StoredImage(
                  manifest.digest(),
                  manifest.mediaType(),
                  manifest.bytes().length,
                  Optional.of(config),
                  layers,
                  Map.of());
          case Manifest.Index index ->
              new StoredImage(
                  manifest.digest(),
                  manifest.mediaType(),
                  manifest.bytes().length,
                  Optional.empty(),
                  List.of(),
                  platforms(client, reference, index));
        });
  }

  private static Optional<RawManifest> manifest(RegistryClient client, ImageReference reference)
      throws IOException, InterruptedException {
    var path = reference.repository().path();
    return switch (reference) {
      case ImageReference.Tagged tagged -> client.manifest(path, tagged.tag());
      case ImageReference.Pinned pinned -> client.manifest(path, pinned.digest());
    };
  }

  private static Map<Platform, Digest> platforms(
      RegistryClient client, ImageReference reference, Manifest.Index index)
      throws IOException, InterruptedException {
    var platforms = new LinkedHashMap<Platform, Digest>();
    for (var child : index.children()) {
      var found = client.manifest(reference.repository().path(), child.digest());
      if (found.isEmpty()) {
        throw EcrFailures.imageMissing(reference.repository().pinned(child.digest()));
      }
      platforms.put(child.platform(), child.digest());
    }
    return platforms;
  }

  private <T> Optional<T> ask(ImageReference reference, Question<T> question)
      throws InterruptedException {
    try {
      return asked(reference, question);
    } catch (IOException e) {
      throw EcrFailures.ofReading(reference, e);
    }
  }

  /// Asks, and asks once more with a new login when the registry refuses the one that we have.
  private <T> Optional<T> asked(ImageReference reference, Question<T> question)
      throws IOException, InterruptedException {
    var login = registry.login();
    try {
      return question.ask(client(login, reference));
    } catch (RegistryException e) {
      if (!mayBeTheLogin(e)) {
        throw e;
      }
    }
    return question.ask(client(registry.renew(login), reference));
  }

  /// ECR answers a login that has ended with 403 and says why, except to a `HEAD`, which has no
  /// words.
  private static boolean mayBeTheLogin(RegistryException e) {
    return e.status() == UNAUTHORIZED
        || (e.status() == FORBIDDEN
            && e.errors().stream()
                .allMatch(error -> error.message().contains("token has expired")));
  }

  private RegistryClient client(EcrLogin login, ImageReference reference) {
    return new RegistryClient(
        login.endpointOf(reference.repository().registry()), login.credential(), transport);
  }
}
