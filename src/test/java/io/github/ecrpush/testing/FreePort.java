package io.github.ecrpush.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/// Ports of 127.0.0.1 for servers that are told theirs.
///
/// They are below those that Linux gives to whoever asks for any. So no other test gets one before
/// its server has begun.
public final class FreePort {

  private static final int FIRST = 10_000;
  private static final int END = 30_000;
  private static final int TRIES = 100;

  private FreePort() {}

  /// A port on which nobody listens.
  public static int find() throws IOException {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      try (var _ = new ServerSocket(port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
        return port;
      } catch (IOException _) {
        // somebody has it
      }
    }
    throw new IOException("no port is free");
  }
}
