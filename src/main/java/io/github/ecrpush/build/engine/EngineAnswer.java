package io.github.ecrpush.build.engine;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the Engine answered: the status and the headers, and a body that arrives while it is read.
///
/// Closing it before the end of the body hangs up, which is how the Engine is told to stop.
///
/// @param headers by lower-case name
record EngineAnswer(
    int status, Map<String, List<String>> headers, InputStream body, Socket connection)
    implements Closeable {

  Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  boolean isOk() {
    return status >= 200 && status < 300;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
