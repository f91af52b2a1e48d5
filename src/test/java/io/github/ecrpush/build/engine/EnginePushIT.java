package io.github.ecrpush.build.engine;

import static io.github.ecrpush.build.engine.PushFixture.UNHEARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.image.Repository;
import io.github.ecrpush.image.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EnginePushIT {

  private PushFixture on;

  @BeforeEach
  void open() throws InterruptedException {
    on = new PushFixture();
  }

  @AfterEach
  void close() throws IOException {
    on.close();
  }

  @Test
  void pushes_an_image_and_says_the_digest_that_the_registry_has() throws Exception {
    var image = on.image(100_000);
    var target = on.target("app", "v1");
    var sent = new AtomicLong();

    Digest digest;
    try (var push = EnginePush.of(on.engine.engine(), image, on.clock)) {
      digest = push.push(target, on.tester(), on::configOf, (bytes, _) -> sent.set(bytes));
    }

    var answer = on.registry.get("/v2/app/manifests/v1", MediaType.DOCKER_MANIFEST.value());
    assertThat(answer.getHeaderField("Docker-Content-Digest")).isEqualTo(digest.toString());
    assertThat(Digest.of(answer.getInputStream().readAllBytes())).isEqualTo(digest);
    assertThat(sent.get()).isGreaterThan(90_000);
  }

  @Test
  void leaves_no_name_and_no_image_behind() throws Exception {
    var image = on.image(1000);

    try (var push = EnginePush.of(on.engine.engine(), image, on.clock)) {
      push.push(on.target("app", "v1"), on.tester(), on::configOf, UNHEARD);
      push.push(on.target("other", "v2"), on.tester(), on::configOf, UNHEARD);
    }

    assertThat(on.leftBehind()).isEmpty();
    assertThat(on.engine.idOf(image.toString())).isEmpty();
  }

  @Test
  void puts_a_name_back_to_the_image_that_had_it() throws Exception {
    var target = on.target("app", "v1");
    var before = on.image(1000);
    on.engine.name(before, target);
    var image = on.image(1000);

    try (var push = EnginePush.of(on.engine.engine(), image, on.clock)) {
      push.push(target, on.tester(), on::configOf, UNHEARD);
    }

    assertThat(on.engine.idOf(target.toString())).isEqualTo(before.toString());
    on.engine.remove(target.toString());
  }

  @Test
  void keeps_an_image_that_already_had_the_name() throws Exception {
    var target = on.target("app", "v1");
    var image = on.image(1000);
    on.engine.name(image, target);

    try (var push = EnginePush.of(on.engine.engine(), image, on.clock)) {
      push.push(target, on.tester(), on::configOf, UNHEARD);
    }

    assertThat(on.engine.idOf(target.toString())).isEqualTo(image.toString());
    assertThat(on.leftBehind()).noneMatch(name -> name.startsWith(PushMark.REPOSITORY));
  }

  @Test
  void reports_a_refused_login_and_takes_the_name_away_again() throws Exception {
    var image = on.image(1000);
    var target = on.target("app", "v1");
    var wrong = Optional.of(new RegistryCredential("tester", new Secret("wrong")));

    try (var push = EnginePush.of(on.engine.engine(), image, on.clock)) {
      assertThatThrownBy(() -> push.push(target, wrong, on::configOf, UNHEARD))
          .isInstanceOf(EnginePushException.class)
          .hasMessageContaining("unauthorized: authentication required");
      assertThat(on.engine.idOf(target.toString())).isEmpty();
    }
  }

  @Test
  void pushes_after_a_refused_login_was_renewed() throws Exception {
    var image = on.image(1000);
    var target = on.target("app", "v1");

    try (var push = EnginePush.of(on.engine.engine(), image, on.clock)) {
      assertThatThrownBy(() -> push.push(target, Optional.empty(), on::configOf, UNHEARD))
          .isInstanceOf(EnginePushException.class);
      assertThat(push.push(target, on.tester(), on::configOf, UNHEARD)).isNotNull();
    }
  }

  @Test
  void says_when_the_image_is_gone() throws Exception {
    var image = on.image(1000);
    on.engine.remove(image.toString());

    assertThatThrownBy(() -> EnginePush.of(on.engine.engine(), image, on.clock))
        .isInstanceOf(ImageGoneException.class);
  }

  @Test
  void an_interrupted_push_ends_within_two_seconds_and_leaves_nothing() throws Exception {
    var image = on.image(5_000_000);
    var target = on.target("app", "v1");
    var ended = new AtomicLong();
    on.registry.freeze();

    var thread =
        Thread.ofPlatform()
            .start(() -> {
              try (var push = EnginePush.of(on.engine.engine(), image, on.clock)) {
                push.push(target, on.tester(), on::configOf, UNHEARD);
              } catch (InterruptedException _) {
                ended.set(System.nanoTime());
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    Thread.sleep(700);
    long begin = System.nanoTime();
    thread.interrupt();
    thread.join();

    assertThat(Duration.ofNanos(ended.get() - begin))
        .isBetween(Duration.ZERO, Duration.ofSeconds(2));
    assertThat(on.leftBehind()).isEmpty();
  }

  @Test
  void a_registry_that_stumbles_at_the_manifest_is_tried_again() throws Exception {
    try (var front = StumblingRegistry.before(on.registry)) {
      var target = Repository.parse(front.host() + "/app").tagged(new Tag("v1"));
      var image = on.image(1000);

      var digest = on.push(image, target);

      assertThat(front.refusals()).isOne();
      assertThat(on.configOf(target.repository().pinned(digest))).isEqualTo(image);
    }
  }
}
