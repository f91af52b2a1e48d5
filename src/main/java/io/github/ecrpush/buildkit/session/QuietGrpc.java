package io.github.ecrpush.buildkit.session;

import java.util.logging.Level;
import java.util.logging.Logger;

/// Keeps gRPC from writing to the process's standard error, for instance when a connection is
/// closed while it is read. What matters comes as the status of a call.
public final class QuietGrpc {

  /// The logging system forgets a logger, and its level, that nobody holds.
  private static final Logger GRPC = Logger.getLogger("io.grpc");

  private QuietGrpc() {}

  public static void hush() {
    GRPC.setLevel(Level.OFF);
  }
}
