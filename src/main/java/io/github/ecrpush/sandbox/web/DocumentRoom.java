package io.github.ecrpush.sandbox.web;

import java.util.concurrent.Semaphore;

/// How many bytes of documents are held in memory at once. Whoever comes with more waits until the
/// others are answered, so that many large calls take long, and not more memory than there is.
final class DocumentRoom {

  /// What reading and answering takes besides the document itself is a multiple of it: the texts
  /// and maps of its JSON.
  private static final int SHARE = 10;

  /// That of this process: all listeners have one heap.
  static final DocumentRoom OF_PROCESS = new DocumentRoom(Runtime.getRuntime().maxMemory() / SHARE);

  private final int size;
  private final Semaphore free;

  DocumentRoom(long bytes) {
    size = Math.clamp(bytes, 1, Integer.MAX_VALUE);
    free = new Semaphore(size, true);
  }

  /// Waits for room. A document that is larger than all of it is held alone.
  ///
  /// @return how much was taken, to be given back
  int take(int bytes) {
    int taken = Math.min(bytes, size);
    free.acquireUninterruptibly(taken);
    return taken;
  }

  void giveBack(int taken) {
    free.release(taken);
  }
}
