package io.github.ecrpush.build.engine;

import io.github.ecrpush.socket.Dialer;
import io.github.ecrpush.socket.TcpDialer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Listens on loopback and answers each connection with the next of some fixed texts, after it has
/// read the head of a request. After an answer it hangs up, unless the answer ends with [#STAY].
final class ScriptedHttp implements AutoCloseable {

  /// Keeps the connection open without another byte.
  static final String STAY = "…stay";

  private final ServerSocket listener;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /// Held, because the runtime closes a socket that nobody refers to.
  private final List<Socket> held = new CopyOnWriteArrayList<>();

  ScriptedHttp(String... answers) throws IOException {
    listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(() -> serve(answers));
  }

  Dialer dialer() {
    return new TcpDialer("127.0.0.1", listener.getLocalPort());
  }

  EngineAddress address() {
    return new EngineAddress.Tcp("127.0.0.1", listener.getLocalPort());
  }

  /// What was asked so far: the heads, and the bodies as far as they came with them.
  List<String> requests() {
    return requests;
  }

  private void serve(String[] answers) {
    try {
      for (var answer : answers) {
        answer(listener.accept(), answer);
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void answer(Socket connection, String answer) throws IOException {
    held.add(connection);
    readHead(connection.getInputStream());
    boolean stay = answer.endsWith(STAY);
    var text = stay ? answer.substring(0, answer.length() - STAY.length()) : answer;
    connection.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    connection.getOutputStream().flush();
    if (!stay) {
      connection.close();
    }
  }

  private void readHead(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.write(next);
    }
    requests.add(head.toString(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (var connection : held) {
      connection.close();
    }
  }
}
