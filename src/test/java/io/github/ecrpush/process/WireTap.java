package io.github.ecrpush.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Stands between the program and a sandbox and remembers every byte of the answers, so that a test
/// knows the secrets that were handed out.
public final class WireTap implements AutoCloseable {

  private final ServerSocket server;
  private final SandboxProcess sandbox;
  private final int target;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

  private WireTap(ServerSocket server, SandboxProcess sandbox, int target) {
    this.server = server;
    this.sandbox = sandbox;
    this.target = target;
  }

  /// Listens at the address of the sandbox, on a port of its own.
  public static WireTap before(SandboxProcess sandbox) throws IOException {
    var registry = sandbox.registry().split(":", -1);
    var address = InetAddress.ofLiteral(registry[0]);
    var tap = new WireTap(new ServerSocket(0, 50, address), sandbox, Integer.parseInt(registry[1]));
    Thread.ofPlatform().daemon().start(tap::listen);
    return tap;
  }

  /// The variables that lead a program to those who hand out secrets, through here.
  public Map<String, String> environment() {
    return Stream.of("AWS_ENDPOINT_URL", "ACTIONS_ID_TOKEN_REQUEST_URL")
        .collect(Collectors.toMap(name -> name, name -> through(sandbox.variable(name))));
  }

  private String through(String address) {
    return address.replace(":" + target, ":" + server.getLocalPort());
  }

  /// What stands in an answer between two texts, each time.
  public List<String> heardBetween(String before, String after) {
    String all;
    synchronized (heard) {
      all = heard.toString(StandardCharsets.ISO_8859_1);
    }
    return Pattern.compile(Pattern.quote(before) + "(.*?)" + Pattern.quote(after))
        .matcher(all)
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  private void listen() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        var answers = new Socket(server.getInetAddress(), target);
        Thread.ofPlatform()
            .daemon()
            .start(() -> forward(client, answers, OutputStream.nullOutputStream()));
        Thread.ofPlatform().daemon().start(() -> forward(answers, client, heard));
      } catch (IOException _) {
        return; // closed
      }
    }
  }

  private static void forward(Socket from, Socket to, OutputStream copy) {
    try (from;
        to;
        InputStream in = from.getInputStream()) {
      var buffer = new byte[8192];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        synchronized (copy) {
          copy.write(buffer, 0, read);
        }
        to.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException _) {
      // one side hung up, and so does the other
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
