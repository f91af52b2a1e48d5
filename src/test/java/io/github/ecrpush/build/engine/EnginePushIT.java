package io.github.ecrpush.build.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.concurrent.Parallel;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EnginePushIT {

  private static final PushProgress UNHEARD = (_, _) -> {};

  private final InstantSource clock = InstantSource.system();
  private final Random random = new Random();
  private EngineFixture engine;
  private DockerRegistry registry;

  @BeforeEach
  void open() throws InterruptedException {
    engine = new EngineFixture(TestEngine.GRAPH);
    registry = DockerRegistry.guarded();
  }

  @AfterEach
  void close() throws IOException {
    engine.close();
    registry.close();
  }

  @Test
  void pushes_an_image_and_says_the_digest_that_the_registry_has() throws Exception {
    var image = engine.image(random.nextLong(), 100_000);
    var target = target("app", "v1");
    var sent = new AtomicLong();

    Digest digest;
    try (var push = EnginePush.of(engine.engine(), image, clock)) {
      digest = push.push(target, tester(), this::configOf, (bytes, _) -> sent.set(bytes));
    }

    var answer = registry.get("/v2/app/manifests/v1", MediaType.DOCKER_MANIFEST.value());
    assertThat(answer.getHeaderField("Docker-Content-Digest")).isEqualTo(digest.toString());
    assertThat(Digest.of(answer.getInputStream().readAllBytes())).isEqualTo(digest);
    assertThat(sent.get()).isGreaterThan(90_000);
  }

  @Test
  void leaves_no_name_and_no_image_behind() throws Exception {
    var image = engine.image(random.nextLong(), 1000);

    try (var push = EnginePush.of(engine.engine(), image, clock)) {
      push.push(target("app", "v1"), tester(), this::configOf, UNHEARD);
      push.push(target("other", "v2"), tester(), this::configOf, UNHEARD);
    }

    assertThat(engine.allNames()).doesNotContain(image.hex(), registry.host(), PushMark.REPOSITORY);
  }

  @Test
  void puts_a_name_back_to_the_image_that_had_it() throws Exception {
    var target = target("app", "v1");
    var before = engine.image(random.nextLong(), 1000);
    engine.name(before, target);
    var image = engine.image(random.nextLong(), 1000);

    try (var push = EnginePush.of(engine.engine(), image, clock)) {
      push.push(target, tester(), this::configOf, UNHEARD);
    }

    assertThat(engine.idOf(target.toString())).isEqualTo(before.toString());
    engine.remove(target.toString());
  }

  @Test
  void keeps_an_image_that_already_had_the_name() throws Exception {
    var target = target("app", "v1");
    var image = engine.image(random.nextLong(), 1000);
    engine.name(image, target);

    try (var push = EnginePush.of(engine.engine(), image, clock)) {
      push.push(target, tester(), this::configOf, UNHEARD);
    }

    assertThat(engine.idOf(target.toString())).isEqualTo(image.toString());
    assertThat(engine.allNames()).doesNotContain(PushMark.REPOSITORY);
  }

  @Test
  void reports_a_refused_login_and_takes_the_name_away_again() throws Exception {
    var image = engine.image(random.nextLong(), 1000);
    var target = target("app", "v1");
    var wrong = Optional.of(new RegistryCredential("tester", new Secret("wrong")));

    try (var push = EnginePush.of(engine.engine(), image, clock)) {
      assertThatThrownBy(() -> push.push(target, wrong, this::configOf, UNHEARD))
          .isInstanceOf(EnginePushException.class)
          .hasMessageContaining("unauthorized: authentication required");
      assertThat(engine.idOf(target.toString())).isEmpty();
    }
  }

  @Test
  void pushes_after_a_refused_login_was_renewed() throws Exception {
    var image = engine.image(random.nextLong(), 1000);
    var target = target("app", "v1");

    try (var push = EnginePush.of(engine.engine(), image, clock)) {
      assertThatThrownBy(() -> push.push(target, Optional.empty(), this::configOf, UNHEARD))
          .isInstanceOf(EnginePushException.class);
      assertThat(push.push(target, tester(), this::configOf, UNHEARD)).isNotNull();
    }
  }

  @Test
  void says_when_the_image_is_gone() throws Exception {
    var image = engine.image(random.nextLong(), 1000);
    engine.remove(image.toString());

    assertThatThrownBy(() -> EnginePush.of(engine.engine(), image, clock))
        .isInstanceOf(ImageGoneException.class);
  }

  @Test
  void two_images_pushed_to_one_tag_at_once_both_arrive() throws Exception {
    var target = target("app", "shared");
    var images = new ArrayList<Digest>();
    for (int i = 0; i < 4; i++) {
      images.add(engine.image(random.nextLong(), 200_000));
    }

    var digests = new ArrayList<Parallel.Task<Digest>>();
    try (var parallel = new Parallel()) {
      for (var image : images) {
        digests.add(
            parallel.start(
                "push",
                () -> {
                  try (var push = EnginePush.of(engine.engine(), image, clock)) {
                    return push.push(target, tester(), this::configOf, UNHEARD);
                  }
                }));
      }
      parallel.join();
    }

    for (int i = 0; i < images.size(); i++) {
      var pinned = target.repository().pinned(digests.get(i).await());
      assertThat(configOf(pinned)).isEqualTo(images.get(i));
    }
    assertThat(engine.allNames()).doesNotContain(registry.host(), PushMark.REPOSITORY);
  }

  @Test
  void an_interrupted_push_ends_within_two_seconds_and_leaves_nothing() throws Exception {
    var image = engine.image(random.nextLong(), 5_000_000);
    var target = target("app", "v1");
    var ended = new AtomicLong();
    registry.freeze();

    var thread =
        Thread.ofPlatform()
            .start(() -> {
              try (var push = EnginePush.of(engine.engine(), image, clock)) {
                push.push(target, tester(), this::configOf, UNHEARD);
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
    assertThat(engine.allNames()).doesNotContain(registry.host(), PushMark.REPOSITORY);
  }

  @Test
  void one_image_pushed_to_one_tag_by_two_runs_at_once_arrives() throws Exception {
    var target = target("app", "shared");
    var image = engine.image(random.nextLong(), 200_000);

    try (var parallel = new Parallel()) {
      for (int i = 0; i < 2; i++) {
        parallel.start(
            "push",
            () -> {
              try (var push = EnginePush.of(engine.engine(), image, clock)) {
                return push.push(target, tester(), this::configOf, UNHEARD);
              } catch (ImageGoneException e) {
                return e; // the other run was faster, and the image has to be exported again
              }
            });
      }
      parallel.join();
    }

    var answer = registry.get("/v2/app/manifests/shared", MediaType.DOCKER_MANIFEST.value());
    assertThat(new String(answer.getInputStream().readAllBytes(), UTF_8)).contains(image.hex());
    assertThat(engine.allNames()).doesNotContain(registry.host(), PushMark.REPOSITORY);
  }

  @Test
  void a_registry_that_stumbles_at_the_manifest_is_tried_again() throws Exception {
    try (var front = StumblingRegistry.before(registry)) {
      var target = Repository.parse(front.host() + "/app").tagged(new Tag("v1"));
      var image = engine.image(random.nextLong(), 1000);

      var digest = push(image, target);

      assertThat(front.refusals()).isOne();
      assertThat(configOf(target.repository().pinned(digest))).isEqualTo(image);
    }
  }

  @Test
  void what_a_killed_run_left_is_taken_away_when_the_same_image_is_pushed_again() throws Exception {
    var target = target("app", "v1");
    var image = engine.image(random.nextLong(), 1000);
    leaveBehind(image, target);

    push(image, target);

    assertThat(engine.allNames()).doesNotContain(image.hex(), registry.host());
  }

  @Test
  void what_a_killed_run_left_is_taken_away_by_a_run_of_another_image() throws Exception {
    var killed = engine.image(random.nextLong(), 1000);
    leaveBehind(killed, target("killed", "v1"));

    push(engine.image(random.nextLong(), 1000), target("app", "v1"));

    assertThat(engine.allNames())
        .doesNotContain(killed.hex(), registry.host(), PushMark.REPOSITORY);
  }

  @Test
  void a_name_that_a_killed_run_did_not_lend_stays() throws Exception {
    var killed = engine.image(random.nextLong(), 1000);
    var users = Repository.parse("localhost/ecr-push/users").tagged(new Tag("v1"));
    engine.name(killed, users);
    leaveBehind(killed, target("killed", "v1"));

    push(engine.image(random.nextLong(), 1000), target("app", "v1"));

    assertThat(engine.idOf(users.toString())).isEqualTo(killed.toString());
    assertThat(engine.allNames()).doesNotContain(registry.host(), PushMark.REPOSITORY);
  }

  @Test
  void what_a_run_at_work_lends_is_left_to_it() throws Exception {
    var working = engine.image(random.nextLong(), 1000);
    var target = target("working", "v1");
    var images = new EngineImages(engine.dialer());
    var stamp = RunStamp.at(clock.instant());
    var lent = new LentName(images, working, stamp, target);
    lent.lend();

    push(working, target("app", "v1"));
    assertThat(engine.idOf(target.toString())).isEqualTo(working.toString());

    lent.giveBack();
    images.close();
    assertThat(engine.allNames()).doesNotContain(registry.host(), PushMark.REPOSITORY);
  }

  /// As a run does that is killed while it pushes.
  private void leaveBehind(Digest image, ImageReference.Tagged target) throws Exception {
    var self = KernelProcess.current().orElseThrow();
    var ended = new KernelProcess(self.namespace(), self.pid(), self.start() + 1);
    var stamp = new RunStamp(clock.instant(), Optional.of(ended), "0123abcd");
    var images = new EngineImages(engine.dialer());
    PushMark.holding(stamp).put(images, image);
    new LentName(images, image, stamp, target).lend();
    images.close();
  }

  private Digest push(Digest image, ImageReference.Tagged target) throws Exception {
    try (var push = EnginePush.of(engine.engine(), image, clock)) {
      return push.push(target, tester(), this::configOf, UNHEARD);
    }
  }

  private ImageReference.Tagged target(String path, String tag) {
    return Repository.parse(registry.host() + "/" + path).tagged(new Tag(tag));
  }

  private Optional<RegistryCredential> tester() {
    return Optional.of(new RegistryCredential("tester", new Secret(registry.password())));
  }

  /// The registry answers 500 for a manifest that it is just being given again, so it is asked
  /// twice.
  private Digest configOf(ImageReference.Pinned image) throws InterruptedException {
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
}
