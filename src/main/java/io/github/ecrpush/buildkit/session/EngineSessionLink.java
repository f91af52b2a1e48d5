package io.github.ecrpush.buildkit.session;

import io.github.ecrpush.socket.Dialer;
import io.github.ecrpush.socket.Hijack;
import io.github.ecrpush.socket.HijackRefusedException;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;

/// Opens sessions on a Docker Engine by its `/session`, which is faster than a stream within
/// another connection but is to be removed from the Engine one day.
///
/// @param engine opens connections to the Engine
/// @param otherwise the way for an Engine that has no `/session`
public record EngineSessionLink(Dialer engine, SessionLink otherwise) implements SessionLink {

  @Override
  public Socket connect(Map<String, List<String>> headers)
      throws IOException, InterruptedException {
    try {
      return new Hijack(engine, "/session", headers).dial();
    } catch (HijackRefusedException e) {
      if (e.isUnknownPath()) {
        return otherwise.connect(headers);
      }
      throw e;
    }
  }
}
