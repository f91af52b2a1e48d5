package io.github.ecrpush.buildkit;

import io.github.ecrpush.buildkit.session.EngineSessionLink;
import io.github.ecrpush.buildkit.session.SessionLink;
import io.github.ecrpush.buildkit.session.StreamSessionLink;
import io.github.ecrpush.socket.Dialer;
import io.github.ecrpush.socket.Hijack;
import io.github.ecrpush.socket.HijackRefusedException;
import io.grpc.Channel;
import java.net.Socket;
import java.util.Map;

/// Where a BuildKit is, and how it wants to be talked to.
public sealed interface Endpoint {

  /// The BuildKit within a Docker Engine: its API's connections are hijacked. An Engine that no
  /// longer lets itself be hijacked speaks HTTP/2 at once.
  record Engine(Dialer dialer) implements Endpoint {}

  /// A BuildKit that speaks HTTP/2 at once, as buildkitd does.
  record Daemon(Dialer dialer) implements Endpoint {}

  /// Opens connections on which HTTP/2 is spoken.
  default Dialer http2() {
    return switch (this) {
      case Daemon(var dialer) -> dialer;
      case Engine(var dialer) -> () -> hijackedOrPlain(dialer);
    };
  }

  /// Opens sessions.
  ///
  /// @param channel the channel to this BuildKit
  default SessionLink sessionLink(Channel channel) {
    var stream = new StreamSessionLink(channel);
    return switch (this) {
      case Daemon _ -> stream;
      case Engine(var dialer) -> new EngineSessionLink(dialer, stream);
    };
  }

  private static Socket hijackedOrPlain(Dialer engine) throws java.io.IOException {
    try {
      return new Hijack(engine, "/grpc", Map.of()).dial();
    } catch (HijackRefusedException e) {
      if (e.isUnknownPath()) {
        return engine.dial();
      }
      throw e;
    }
  }
}
