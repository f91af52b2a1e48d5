package io.github.ecrpush.build.engine;

import com.github.dockerjava.transport.DockerHttpClient;
import io.github.ecrpush.socket.Dialer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Carries docker-java's requests over our own sockets, so that none of its transports, with their
/// native code and their HTTP libraries, is needed.
///
/// Closing it hangs up on every request that is still going on, whichever thread waits for it. It
/// may be used by many threads at once.
final class DockerHttpTransport implements DockerHttpClient {

  private final Dialer dialer;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  DockerHttpTransport(Dialer dialer) {
    this.dialer = dialer;
  }

  @Override
  public Response execute(Request request) {
    if (request.hijackedInput() != null) {
      throw new UnsupportedOperationException("connections are taken over elsewhere");
    }
    try {
      return exchange(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Response exchange(Request request) throws IOException {
    var connection = dialer.dial();
    open.add(connection);
    try {
      if (closed) { // after add: either close() sees the connection, or we see that it was closed
        throw new IOException("the transport is closed");
      }
      return new Answer(EngineHttp.send(connection, toEngine(request)));
    } catch (IOException | RuntimeException e) {
      hangUp(connection);
      throw e;
    }
  }

  private static EngineRequest toEngine(Request request) {
    var bytes = request.bodyBytes();
    var stream = request.body();
    if (bytes == null && stream != null) {
      return EngineRequest.streamed(request.method(), request.path(), request.headers(), stream);
    }
    return EngineRequest.of(
        request.method(), request.path(), request.headers(), bytes == null ? new byte[0] : bytes);
  }

  @Override
  public void close() throws IOException {
    closed = true;
    for (var connection : open) {
      hangUp(connection);
    }
  }

  private void hangUp(Socket connection) throws IOException {
    open.remove(connection);
    connection.close();
  }

  private final class Answer implements Response {

    private final EngineAnswer answer;

    private Answer(EngineAnswer answer) {
      this.answer = answer;
    }

    @Override
    public int getStatusCode() {
      return answer.status();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return answer.headers();
    }

    @Override
    public InputStream getBody() {
      return answer.body();
    }

    @Override
    public void close() {
      try {
        hangUp(answer.connection());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
