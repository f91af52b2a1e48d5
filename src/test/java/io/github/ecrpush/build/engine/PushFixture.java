package io.github.ecrpush.build.engine;

import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.image.Repository;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.testing.DockerRegistry;
import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// An engine that pushes by itself, and a registry that asks who one is.
final class PushFixture implements AutoCloseable {

  static final PushProgress UNHEARD = (_, _) -> {};

  final InstantSource clock = InstantSource.system();
  final EngineFixture engine;
  final DockerRegistry registry;
  private final Random random = new Random();

  PushFixture() throws InterruptedException {
    engine = new EngineFixture(TestEngine.GRAPH);
    registry = DockerRegistry.guarded();
  }

  /// A new image on the engine.
  Digest image(int size) throws IOException {
    return engine.image(random.nextLong(), size);
  }

  ImageReference.Tagged target(String path, String tag) {
    return Repository.parse(registry.host() + "/" + path).tagged(new Tag(tag));
  }

  Optional<RegistryCredential> tester() {
    return Optional.of(new RegistryCredential("tester", new Secret(registry.password())));
  }

  Digest push(Digest image, ImageReference.Tagged target) throws Exception {
    try (var push = EnginePush.of(engine.engine(), image, clock)) {
      return push.push(target, tester(), this::configOf, UNHEARD);
    }
  }

  /// What images on the engine are still called for the sake of a push to this registry.
  List<String> leftBehind() throws IOException {
    return engine.names().stream()
        .filter(name -> name.startsWith(registry.host()) || name.startsWith(PushMark.REPOSITORY))
        .toList();
  }

  /// The registry answers 500 for a manifest that it is just being given again, so it is asked
  /// twice.
  Digest configOf(ImageReference.Pinned image) throws InterruptedException {
    try {
      var path = "/v2/" + image.repository().path() + "/manifests/" + image.digest();
      var answer = registry.get(path, MediaType.DOCKER_MANIFEST.value());
      for (int i = 0; i < 5 && answer.getResponseCode() == 500; i++) {
        Thread.sleep(100);
        answer = registry.get(path, MediaType.DOCKER_MANIFEST.value());
      }
      return Digest.parse(
          Json.parse(answer.getInputStream()).at("config").at("digest").text().orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    engine.close();
    registry.close();
  }
}
