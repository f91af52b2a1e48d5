package io.github.ecrpush.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/// A proxy that opens tunnels to this machine, whatever host is asked for, and asks for a password
/// when it was given one. Where nobody listens it answers with 502.
public final class ConnectProxy implements AutoCloseable {

  private static final Pattern CONNECT = Pattern.compile("CONNECT (\\S+):(\\d+) HTTP/1.1");

  private final ServerSocket listener;
  private final String login;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private ConnectProxy(ServerSocket listener, String login) {
    this.listener = listener;
    this.login = login;
  }

  /// Starts a proxy that wants `user:password`, or nothing and then lets everybody through.
  public static ConnectProxy start(String login) throws IOException {
    var proxy = new ConnectProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), login);
    Thread.ofPlatform().daemon().start(proxy::accept);
    return proxy;
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// The first line of each request, and `refused` for those without the password.
  public List<String> requests() {
    return requests;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var client = listener.accept();
        Thread.ofPlatform().daemon().start(() -> serve(client));
      } catch (IOException _) { // closed
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      var in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1), 1);
      while (true) {
        var first = in.readLine();
        if (first == null) {
          return;
        }
        requests.add(first);
        boolean admitted = login.isEmpty();
        for (var line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
          admitted |= line.equalsIgnoreCase("Proxy-Authorization: Basic " + base64(login));
        }
        var wish = CONNECT.matcher(first);
        if (admitted && wish.matches()) {
          tunnel(client, Integer.parseInt(wish.group(2)));
          return;
        }
        requests.add("refused");
        say(
            client,
            "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0");
      }
    } catch (IOException _) { // a client that left
      return;
    }
  }

  private static void tunnel(Socket client, int port) throws IOException {
    try (var server = connected(port)) {
      if (!server.isConnected()) {
        say(client, "502 Bad Gateway\r\nContent-Length: 0");
        return;
      }
      say(client, "200 Connection established");
      Thread.ofPlatform().daemon().start(() -> copy(server, client));
      client.getInputStream().transferTo(server.getOutputStream());
    }
  }

  private static Socket connected(int port) throws IOException {
    var server = new Socket();
    try {
      server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (ConnectException _) { // told by what is returned
      return new Socket();
    }
    return server;
  }

  private static void copy(Socket from, Socket to) {
    try (to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException _) { // the other direction ended first
      return;
    }
  }

  private static void say(Socket client, String answer) throws IOException {
    client
        .getOutputStream()
        .write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
