package io.github.ecrpush.buildkit.session;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;

/// A way to open the connection of a session: a hijacked one of a Docker Engine, or a stream within
/// the connection to BuildKit.
@FunctionalInterface
public interface SessionLink {

  /// A connection on which BuildKit is going to call us.
  ///
  /// @param headers who we are and what we answer
  Socket connect(Map<String, List<String>> headers) throws IOException, InterruptedException;
}
