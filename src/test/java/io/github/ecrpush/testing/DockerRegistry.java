package io.github.ecrpush.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;

/// Debian's `docker-registry` on a port of its own on loopback, with its data in a folder that goes
/// with it.
public final class DockerRegistry implements AutoCloseable {

  private static final String PASSWORD = "open-sesame";

  /// The password's hash, as htpasswd makes it.
  private static final String BCRYPT =
      "$2y$05$abcdefghijklmnopqrstuutXu9KzOt.1yBoZUeFWoT/914/JfszCO";

  private final Path folder;
  private final Process process;
  private final int port;

  private DockerRegistry(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    this.port = port;
  }

  /// A registry that lets everybody in.
  public static DockerRegistry open() {
    return start("");
  }

  /// A registry that lets in the user `tester` with [#password()].
  public static DockerRegistry guarded() {
    return start(
        """
        auth:
          htpasswd:
            realm: test
            path: FOLDER/htpasswd
        """);
  }

  private static DockerRegistry start(String more) {
    try {
      var program = TestTool.named("docker-registry");
      var folder = Files.createTempDirectory("registry");
      int port = freePort();
      Files.writeString(folder.resolve("htpasswd"), "tester:" + BCRYPT + "\n");
      var configuration = folder.resolve("config.yml");
      Files.writeString(
          configuration,
          """
          version: 0.1
          log: {level: error, accesslog: {disabled: true}}
          storage: {filesystem: {rootdirectory: FOLDER/data}, delete: {enabled: true}}
          http: {addr: "127.0.0.1:%d"}
          """
                  .formatted(port)
                  .replace("FOLDER", folder.toString())
              + more.replace("FOLDER", folder.toString()));
      var process =
          new ProcessBuilder(program.toString(), "serve", configuration.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      var registry = new DockerRegistry(folder, process, port);
      registry.awaitReady();
      return registry;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws IOException {
    for (int attempt = 0; attempt < 100; attempt++) {
      try {
        get("/v2/", "*/*").disconnect();
        return;
      } catch (IOException e) {
        if (!process.isAlive()) {
          throw new IOException(Files.readString(folder.resolve("log")), e);
        }
        pause();
      }
    }
    throw new IOException("the registry does not answer");
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// An answered request to the registry, as its one user.
  public HttpURLConnection get(String path, String accept) throws IOException {
    var connection =
        (HttpURLConnection) URI.create("http://" + host() + path).toURL().openConnection();
    connection.setRequestProperty("Accept", accept);
    connection.setRequestProperty(
        "Authorization",
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("tester:" + PASSWORD).getBytes(StandardCharsets.UTF_8)));
    connection.getResponseCode();
    return connection;
  }

  public String host() {
    return "127.0.0.1:" + port;
  }

  public String password() {
    return PASSWORD;
  }

  /// Stops answering without hanging up, as a registry in trouble does.
  public void freeze() {
    signal("STOP");
  }

  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    thaw();
    process.destroy();
    try (var files = Files.walk(folder)) {
      process.waitFor();
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
