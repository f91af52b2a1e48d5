package io.github.ecrpush.buildkit.filesync;

import java.util.concurrent.TimeUnit;

/// How much content is between the files and the connection.
///
/// gRPC holds as much in memory as the other side says it could take, which with BuildKit is up to
/// 16 MiB. Whoever reads files waits here before adding to it, until the connection has taken what
/// was added before.
public final class Transit {

  private static final long MOST = 2 << 20;
  private static final long PATIENCE_MILLIS = 250;

  private long bytes;

  /// Is about to send content. When the connection takes nothing for a while, what was counted was
  /// dropped or is held back by the other side: then there is nothing to wait for.
  synchronized void add(int length) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (length > 0 && bytes > MOST) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        bytes = 0;
      } else {
        wait(left);
      }
    }
    bytes += length;
  }

  /// The connection has taken this much.
  public synchronized void taken(int length) {
    bytes = Math.max(0, bytes - length);
    if (bytes <= MOST) {
      notifyAll();
    }
  }
}
