package io.github.ecrpush.sandbox.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DocumentRoomTest {

  @Test
  void lets_whoever_finds_no_room_wait_for_the_others() throws Exception {
    var room = new DocumentRoom(100);
    int first = room.take(60);
    int second = room.take(40);
    var entered = new CountDownLatch(1);
    try (var late = Executors.newSingleThreadExecutor()) {
      var third =
          late.submit(() -> {
            int taken = room.take(50);
            entered.countDown();
            return taken;
          });
      room.giveBack(second);
      assertThat(entered.await(100, TimeUnit.MILLISECONDS)).isFalse();

      room.giveBack(first);

      assertThat(third.get()).isEqualTo(50);
    }
  }

  @Test
  void holds_a_document_alone_that_is_larger_than_all_room() {
    var room = new DocumentRoom(100);

    int taken = room.take(1_000);

    assertThat(taken).isEqualTo(100);
    room.giveBack(taken);
    assertThat(room.take(100)).isEqualTo(100);
  }
}
