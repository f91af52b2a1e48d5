package io.github.ecrpush.build.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.github.ecrpush.concurrent.Errand;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.socket.Dialer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The images in the Engine's own store, and the names they have there.
final class EngineImages {

  private static final Duration TIME_TO_CLEAN_UP = Duration.ofMillis(1500);

  private final DockerHttpTransport transport;
  private final DockerClient client;
  private boolean cancelled;

  EngineImages(Dialer dialer) {
    this.transport = new DockerHttpTransport(dialer);
    this.client = EngineClient.over(transport);
  }

  /// An image, the names it has, and the digests under which it is in registries.
  record LocalImage(Digest id, List<String> names, List<String> digests) {}

  /// The image that has this name or id.
  Optional<LocalImage> find(String nameOrId) throws EnginePushException, InterruptedException {
    try {
      var image = client.inspectImageCmd(nameOrId).exec();
      return Optional.ofNullable(image.getId())
          .map(id ->
              new LocalImage(
                  Digest.parse(id), orNone(image.getRepoTags()), orNone(image.getRepoDigests())));
    } catch (NotFoundException _) {
      return Optional.empty();
    } catch (RuntimeException e) { // docker-java throws unchecked whatever goes wrong
      throw EnginePushException.of(e);
    }
  }

  /// The images that have a name in a repository.
  List<LocalImage> in(String repository) throws EnginePushException, InterruptedException {
    var found = new ArrayList<LocalImage>();
    try {
      for (var image : client.listImagesCmd().withFilter("reference", List.of(repository)).exec()) {
        find(image.getId()).ifPresent(found::add); // the list leaves out their other names
      }
    } catch (RuntimeException e) {
      throw EnginePushException.of(e);
    }
    return found;
  }

  private static List<String> orNone(@Nullable List<String> names) {
    return names == null ? List.of() : names;
  }

  /// Gives an image a name, which is taken from the image that had it.
  void name(Digest image, String repository, String tag)
      throws EnginePushException, ImageGoneException, InterruptedException {
    try {
      client.tagImageCmd(image.toString(), repository, tag).exec();
    } catch (NotFoundException _) {
      throw new ImageGoneException(image);
    } catch (RuntimeException e) {
      throw EnginePushException.of(e);
    }
  }

  /// Takes a name away. The Engine forgets an image with its last name.
  void forget(String name) throws EnginePushException, InterruptedException {
    try {
      client.removeImageCmd(name).withNoPrune(true).exec();
    } catch (NotFoundException _) {
      // another run was faster
    } catch (ConflictException _) {
      // a container runs this image by this name, and it may keep it
    } catch (RuntimeException e) {
      throw EnginePushException.of(e);
    }
  }

  /// Takes away an image that has no name, unless a container runs it.
  void forgetUnnamed(Digest image) throws EnginePushException, InterruptedException {
    var there = find(image.toString());
    if (there.filter(each -> each.names().isEmpty() && each.digests().isEmpty()).isPresent()) {
      forget(image.toString());
    }
  }

  /// Something to do with images on the way out.
  @FunctionalInterface
  interface CleanUp {
    void run() throws EnginePushException, InterruptedException;
  }

  /// From now on somebody waits for us to end.
  void cancel() {
    cancelled = true;
  }

  /// Does it on a thread of its own, because an interrupt of this one can close a socket even after
  /// it was heeded. When we are cancelled, before or meanwhile, there is little time for it. What
  /// cannot be done stays undone: a push that went well is not called failed because of a name that
  /// was left behind.
  void cleanUp(CleanUp work) {
    var errand = Errand.start("engine-clean-up", () -> tryTo(work));
    if (!cancelled) {
      try {
        errand.await();
      } catch (InterruptedException _) {
        cancel();
        Thread.currentThread().interrupt();
      }
    }
    if (!errand.awaitUninterrupted(TIME_TO_CLEAN_UP)) {
      close(); // the only way to end the wait for an answer
    }
  }

  private static void tryTo(CleanUp work) {
    try {
      work.run();
    } catch (EnginePushException | InterruptedException _) {
      // the engine is away, or has no patience with us: there is nobody to ask again
    }
  }

  void close() {
    try {
      transport.close();
    } catch (IOException _) {
      // it is gone either way
    }
  }
}
