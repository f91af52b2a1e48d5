package io.github.ecrpush.sandbox.web;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.InstantSource;

/// One client's connection, from its first call to its last.
final class Connection implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int LINGER_MILLIS = 1_000;

  /// A refused upload is read to its end before it is answered, but not without end.
  private static final long MOST_DRAINED = 8L * 1024 * 1024 * 1024;

  private final Socket socket;
  private final Endpoint endpoint;
  private final InstantSource clock;
  private volatile boolean idle = true;

  Connection(Socket socket, Endpoint endpoint, InstantSource clock) {
    this.socket = socket;
    this.endpoint = endpoint;
    this.clock = clock;
  }

  /// Whether it waits for a call.
  boolean isIdle() {
    return idle;
  }

  /// Answers calls until the client or an error ends the connection.
  void serve() {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      var in = new BufferedInputStream(socket.getInputStream(), BUFFER);
      var out = new AnswerWriter(new BufferedOutputStream(socket.getOutputStream(), BUFFER), clock);
      boolean open = true;
      while (open) {
        open = answerNext(in, out);
        idle = true;
      }
      linger(in);
    } catch (CutException _) {
      reset();
    } catch (IOException | UncheckedIOException _) {
      // the client went away, or said nothing for too long, or what it was told is gone
    }
  }

  /// Makes the close that follows a reset.
  private void reset() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException _) {
      // it is closed already
    }
  }

  private boolean answerNext(InputStream in, AnswerWriter out) throws IOException {
    RequestHead head;
    RequestBody body;
    try {
      var read = RequestHead.read(in);
      if (read.isEmpty()) {
        return false;
      }
      idle = false;
      head = read.get();
      body = RequestBody.of(head, in, out);
    } catch (RefusedException e) {
      var answer = Answer.text(e.status(), "text/plain", e.reason() + "\n");
      out.write(answer, false, true);
      return false;
    }
    try (var call = new SocketCall(head, body, DocumentRoom.OF_PROCESS)) {
      var answer = answer(call);
      boolean drained = body.drain(MOST_DRAINED);
      boolean close = !drained || head.wantsClose();
      out.write(answer, head.method().equals("HEAD"), close);
      return !close;
    }
  }

  private Answer answer(Call call) {
    try {
      return endpoint.answer(call);
    } catch (CutException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // a full disk, a bug, or a client that went away in the middle, to whom this is lost
      return Answer.text(500, "text/plain", "The sandbox failed: " + e + "\n");
    }
  }

  /// Closes so that the last answer is read: to close while bytes still come in resets the
  /// connection, and the client never sees it.
  private void linger(InputStream in) throws IOException {
    socket.shutdownOutput();
    socket.setSoTimeout(LINGER_MILLIS);
    var rest = new byte[BUFFER];
    long deadline = System.nanoTime() + LINGER_MILLIS * 1_000_000L;
    while (in.read(rest) >= 0 && System.nanoTime() < deadline) {
      // thrown away
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // it is of no use either way
    }
  }
}
