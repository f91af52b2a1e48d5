package io.github.ecrpush.build.engine;

import static io.github.ecrpush.build.engine.PushFixture.UNHEARD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.ImageReference;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.image.Repository;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.socket.Dialer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Several runs push from one engine, at once or after one of them was killed.
@Timeout(60)
class SharedEnginePushIT {

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
  void two_images_pushed_to_one_tag_at_once_both_arrive() throws Exception {
    var target = on.target("app", "shared");
    var images = new ArrayList<Digest>();
    for (int i = 0; i < 4; i++) {
      images.add(on.image(200_000));
    }

    var digests = new ArrayList<Parallel.Task<Digest>>();
    try (var parallel = new Parallel()) {
      for (var image : images) {
        digests.add(parallel.start("push", () -> on.push(image, target)));
      }
      parallel.join();
    }

    for (int i = 0; i < images.size(); i++) {
      var pinned = target.repository().pinned(digests.get(i).await());
      assertThat(on.configOf(pinned)).isEqualTo(images.get(i));
    }
    assertThat(on.leftBehind()).isEmpty();
  }

  @Test
  void an_image_of_another_run_that_got_pushed_instead_keeps_no_note_of_it() throws Exception {
    var target = on.target("app", "shared");
    var image = on.image(1000);
    var others = on.image(1000);
    var lent =
        PushMark.lending(target.toString(), RunStamp.at(on.clock.instant(), Optional.empty()));
    var images = new EngineImages(on.engine.dialer());
    lent.put(images, others);
    var taken = new AtomicBoolean(true);

    var pushed = pushWhile(taken, others, image, target, UNHEARD);

    assertThat(pushed).containsExactly(others, image);
    lent.remove(images);
    images.close();
    assertThat(on.leftBehind()).isEmpty();
  }

  @Test
  void a_user_who_gives_an_image_the_name_meanwhile_has_it_in_the_end() throws Exception {
    try (var front = StumblingRegistry.before(on.registry)) {
      var target = Repository.parse(front.host() + "/app").tagged(new Tag("shared"));
      var image = on.image(1000);
      var users = on.image(1000);
      var taken = new AtomicBoolean();

      var pushed = pushWhile(taken, users, image, target, (_, _) -> taken.set(true));

      assertThat(pushed).containsExactly(users, image);
      assertThat(on.engine.idOf(target.toString())).isEqualTo(users.toString());
      on.engine.remove(target.toString());
    }
  }

  /// Pushes an image, and says whose images arrived. As long as it is taken, another image has the
  /// name whenever the Engine is asked for something; that ends when one has arrived.
  private List<Digest> pushWhile(
      AtomicBoolean taken,
      Digest by,
      Digest image,
      ImageReference.Tagged target,
      PushProgress progress)
      throws Exception {
    Dialer dialer =
        () -> {
          if (taken.get()) {
            on.engine.name(by, target);
          }
          return on.engine.dialer().dial();
        };
    var pushed = new ArrayList<Digest>();
    try (var push = EnginePush.of(on.engine.over(dialer), image, on.clock)) {
      push.push(
          target,
          on.tester(),
          pinned -> {
            taken.set(false);
            pushed.add(on.configOf(pinned));
            return pushed.getLast();
          },
          (sent, of) -> {
            if (pushed.isEmpty()) {
              progress.sent(sent, of);
            }
          });
    }
    return pushed;
  }

  @Test
  void one_image_pushed_to_one_tag_by_two_runs_at_once_arrives() throws Exception {
    var target = on.target("app", "shared");
    var image = on.image(200_000);

    try (var parallel = new Parallel()) {
      for (int i = 0; i < 2; i++) {
        parallel.start(
            "push",
            () -> {
              try {
                return on.push(image, target);
              } catch (ImageGoneException e) {
                return e; // the other run was faster, and the image has to be exported again
              }
            });
      }
      parallel.join();
    }

    var answer = on.registry.get("/v2/app/manifests/shared", MediaType.DOCKER_MANIFEST.value());
    assertThat(new String(answer.getInputStream().readAllBytes(), UTF_8)).contains(image.hex());
    assertThat(on.leftBehind()).isEmpty();
  }

  @Test
  void what_a_killed_run_left_is_taken_away_when_the_same_image_is_pushed_again() throws Exception {
    var target = on.target("app", "v1");
    var image = on.image(1000);
    leaveBehind(image, target);

    on.push(image, target);

    assertThat(on.leftBehind()).isEmpty();
    assertThat(on.engine.idOf(image.toString())).isEmpty();
  }

  @Test
  void what_a_killed_run_left_is_taken_away_by_a_run_of_another_image() throws Exception {
    var killed = on.image(1000);
    leaveBehind(killed, on.target("killed", "v1"));

    on.push(on.image(1000), on.target("app", "v1"));

    assertThat(on.leftBehind()).isEmpty();
    assertThat(on.engine.idOf(killed.toString())).isEmpty();
  }

  @Test
  void a_name_that_a_killed_run_did_not_lend_stays() throws Exception {
    var killed = on.image(1000);
    var users = Repository.parse("localhost/ecr-push/users").tagged(new Tag("v1"));
    on.engine.name(killed, users);
    leaveBehind(killed, on.target("killed", "v1"));

    on.push(on.image(1000), on.target("app", "v1"));

    assertThat(on.engine.idOf(users.toString())).isEqualTo(killed.toString());
    assertThat(on.leftBehind()).isEmpty();
  }

  @Test
  void what_a_run_at_work_lends_is_left_to_it() throws Exception {
    var working = on.image(1000);
    var target = on.target("working", "v1");
    var images = new EngineImages(on.engine.dialer());
    var stamp = RunStamp.at(on.clock.instant(), Optional.empty());
    var lent = new LentName(images, working, stamp, target);
    lent.lend();

    on.push(working, on.target("app", "v1"));
    assertThat(on.engine.idOf(target.toString())).isEqualTo(working.toString());

    lent.giveBack();
    images.close();
    assertThat(on.leftBehind()).isEmpty();
  }

  /// As a run does that is killed while it pushes.
  private void leaveBehind(Digest image, ImageReference.Tagged target) throws Exception {
    var self = KernelProcess.current().orElseThrow();
    var ended = new KernelProcess(self.namespace(), self.pid(), self.start() + 1);
    var stamp = new RunStamp(on.clock.instant(), Optional.of(ended), Optional.empty(), "0123abcd");
    var images = new EngineImages(on.engine.dialer());
    PushMark.holding(stamp).put(images, image);
    new LentName(images, image, stamp, target).lend();
    images.close();
  }
}
