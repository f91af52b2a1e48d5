package io.github.ecrpush.build.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.AuthConfig;
import io.github.ecrpush.concurrent.Backoff;
import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;
import io.github.ecrpush.image.RegistryHost;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Pushes one image from the Engine's own store, as often as there are places for it. While this is
/// open the image carries a mark, so that the Engine keeps it. When it is closed, nothing of ours
/// is left on the Engine, and an image that nobody else has named is gone.
///
/// Local names belong to everybody: two runs that push the same name at the same time may take it
/// from each other between naming and pushing. So what was pushed is read back, and pushed again
/// when it was the other run's image.
///
/// Not for use by several threads at once.
public final class EnginePush implements AutoCloseable {

  private static final int TRIES = 6;
  private static final Backoff PAUSE = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

  /// What the Engine says of trouble that passes.
  private static final Pattern PASSING =
      Pattern.compile("blob unknown|unexpected HTTP status: 5\\d\\d|connection reset");

  private final Engine engine;
  private final Digest image;
  private final EngineHold hold;
  private final EngineImages images;

  private EnginePush(Engine engine, Digest image, EngineHold hold) {
    this.engine = engine;
    this.image = image;
    this.hold = hold;
    this.images = hold.images();
  }

  /// Takes hold of an image by its id.
  public static EnginePush of(Engine engine, Digest image, InstantSource clock)
      throws EnginePushException, ImageGoneException, InterruptedException {
    return new EnginePush(engine, image, EngineHold.of(engine, image, clock));
  }

  /// Pushes the image to a repository under a tag, and gives back the digest of its manifest there.
  ///
  /// @param credential who we are to the registry, if we are anybody
  /// @throws EnginePushException if the Engine or the registry refused
  /// @throws ImageGoneException if somebody removed the image
  /// @throws InterruptedException if the calling thread is interrupted; the push has stopped then
  public Digest push(
      ImageReference.Tagged target,
      Optional<RegistryCredential> credential,
      ConfigReader registry,
      PushProgress progress)
      throws EnginePushException, ImageGoneException, InterruptedException {
    var login = credential.map(who -> login(target.repository().registry(), who));
    var name = new LentName(images, image, hold.stamp(), target);
    try {
      name.lend();
      for (int attempt = 1; ; attempt++) {
        var digest = tryOnce(target, login, progress, attempt == TRIES);
        if (digest.isPresent()) {
          var pushed = registry.configOf(target.repository().pinned(digest.get()));
          if (pushed.equals(image)) {
            return digest.get();
          }
          name.wasTakenBy(pushed);
        }
        if (attempt == TRIES) {
          throw new EnginePushException(
              "other runs on this engine came in between in each of " + TRIES + " tries");
        }
        Thread.sleep(PAUSE.before(attempt, RandomGenerator.getDefault()));
        name.lendAgain();
      }
    } catch (InterruptedException e) {
      images.cancel();
      throw e;
    } finally {
      images.cleanUp(name::giveBack);
    }
  }

  /// Pushes, or says nothing when it may go well next time. Three things are no failures at first:
  /// another run took the name away, or it uploads the same layer to a registry that then knows
  /// neither for a moment, or the registry stumbles. The Engine itself tries layers again, but not
  /// the manifest.
  private Optional<Digest> tryOnce(
      ImageReference.Tagged target, Optional<AuthConfig> login, PushProgress progress, boolean last)
      throws EnginePushException, InterruptedException {
    try {
      return Optional.of(pushByName(target, login, progress));
    } catch (EnginePushException e) {
      if (!last
          && (PASSING.matcher(e.engineMessage()).find()
              || images.find(target.toString()).isEmpty())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// Pushes whatever has the name now.
  private Digest pushByName(
      ImageReference.Tagged target, Optional<AuthConfig> login, PushProgress progress)
      throws EnginePushException, InterruptedException {
    var stream = new PushStream(progress);
    try (var transport = new DockerHttpTransport(engine.dialer())) {
      start(EngineClient.over(transport), target, login, stream);
      stream.awaitCompletion(); // interrupted here, it leaves by closing the transport
    } catch (RuntimeException | IOException e) {
      throw EnginePushException.of(e);
    }
    if (stream.error().isPresent()) {
      throw new EnginePushException(stream.error().get());
    }
    return stream
        .digest()
        .orElseThrow(() ->
            new EnginePushException("the engine ended the push without saying what it pushed"));
  }

  private static void start(
      DockerClient client,
      ImageReference.Tagged target,
      Optional<AuthConfig> login,
      PushStream stream) {
    var command = client.pushImageCmd(target.repository().toString()).withTag(target.tag().value());
    login.ifPresent(command::withAuthConfig);
    command.exec(stream);
  }

  /// The Engine takes it from a header of the request and does not keep it.
  private static AuthConfig login(RegistryHost registry, RegistryCredential credential) {
    var login = new AuthConfig().withRegistryAddress(registry.value());
    var secret = credential.password().reveal();
    return credential.username().isEmpty()
        ? login.withIdentityToken(secret)
        : login.withUsername(credential.username()).withPassword(secret);
  }

  @Override
  public void close() {
    hold.close();
  }
}
