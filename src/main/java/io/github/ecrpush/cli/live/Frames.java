package io.github.ecrpush.cli.live;

/// Draws frame after frame, in a thread of its own, until the log is closed.
final class Frames {

  /// The first question for the size of a screen takes long, and a run that is over at once does
  /// not need it.
  private static final long FIRST_MILLIS = 250;

  private static final long BETWEEN_MILLIS = 100;

  private final LiveLog log;
  private final Screen screen;

  Frames(LiveLog log, Screen screen) {
    this.log = log;
    this.screen = screen;
  }

  void start() {
    Thread.ofPlatform().daemon().name("frames").start(this::run);
  }

  private void run() {
    try {
      long pause = FIRST_MILLIS;
      while (!log.awaitEnd(pause)) {
        log.draw(screen.size());
        pause = BETWEEN_MILLIS;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // the log shows its lines all the same
    }
  }
}
