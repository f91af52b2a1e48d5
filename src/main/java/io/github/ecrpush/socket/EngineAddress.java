package io.github.ecrpush.socket;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;

/// Where the Docker Engine is, in the words of `DOCKER_HOST`, `DOCKER_TLS_VERIFY` and
/// `DOCKER_CERT_PATH`.
public final class EngineAddress {

  /// Where it is unless somebody says otherwise.
  public static final String USUAL = "unix:///var/run/docker.sock";

  private static final int PORT = 2375;
  private static final int TLS_PORT = 2376;

  private EngineAddress() {}

  /// A way to connect to the Engine.
  ///
  /// @throws IllegalArgumentException if it is an address of a kind that we do not know
  /// @throws IOException if it is to be reached by TLS and the certificates or keys cannot be read
  public static Dialer dialer(Map<String, String> environment) throws IOException {
    var address = environment.getOrDefault("DOCKER_HOST", "");
    if (address.isBlank()) {
      return dialer(USUAL, environment);
    }
    return dialer(address.strip(), environment);
  }

  private static Dialer dialer(String address, Map<String, String> environment) throws IOException {
    if (address.startsWith("unix://") && address.length() > "unix://".length()) {
      return new UnixDialer(Path.of(address.substring("unix://".length())));
    }
    var uri = parse(address);
    if (!"tcp".equals(uri.getScheme()) || uri.getHost() == null) {
      throw unknown(address);
    }
    var host = uri.getHost().replaceAll("^\\[|]$", "");
    if (environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty()) {
      return new TcpDialer(host, uri.getPort() < 0 ? PORT : uri.getPort());
    }
    return new TlsDialer(
        new TcpDialer(host, uri.getPort() < 0 ? TLS_PORT : uri.getPort()),
        TlsFiles.in(certificates(environment)).socketFactory());
  }

  private static Path certificates(Map<String, String> environment) {
    var told = environment.getOrDefault("DOCKER_CERT_PATH", "");
    return told.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", "/"), ".docker")
        : Path.of(told);
  }

  private static URI parse(String address) {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      throw unknown(address);
    }
  }

  private static IllegalArgumentException unknown(String address) {
    return new IllegalArgumentException(
        "an Engine's address is written `unix:///path` or `tcp://host:port`, but this is `"
            + address
            + "`");
  }
}
