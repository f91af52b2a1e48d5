package io.github.ecrpush.build.engine;

import io.github.ecrpush.socket.Dialer;
import io.github.ecrpush.socket.TcpDialer;
import io.github.ecrpush.socket.UnixDialer;
import java.nio.file.Path;
import java.util.Map;

/// Where a Docker Engine listens. Its text is what `DOCKER_HOST` would say.
public sealed interface EngineAddress {

  /// Opens connections to it.
  ///
  /// @throws io.github.ecrpush.failure.FailureException if its certificates cannot be read
  Dialer dialer();

  /// Where an Engine listens unless it was told otherwise.
  EngineAddress USUAL = new UnixSocket(Path.of("/var/run/docker.sock"));

  record UnixSocket(Path path) implements EngineAddress {
    @Override
    public Dialer dialer() {
      return new UnixDialer(path);
    }

    @Override
    public String toString() {
      return "unix://" + path;
    }
  }

  /// A port without any protection: whoever reaches it owns the machine behind it.
  record Tcp(String host, int port) implements EngineAddress {
    @Override
    public Dialer dialer() {
      return new TcpDialer(host, port);
    }

    @Override
    public String toString() {
      return "tcp://" + host + ":" + port;
    }
  }

  /// A port where both sides show a certificate. The folder holds `ca.pem`, `cert.pem` and
  /// `key.pem`. The Engine's certificate is always verified.
  record Tls(String host, int port, Path certificates) implements EngineAddress {
    @Override
    public Dialer dialer() {
      var certified = EngineCertificates.read(certificates);
      return new TlsDialer(new TcpDialer(host, port), certified, host, port);
    }

    @Override
    public String toString() {
      return "tcp://" + host + ":" + port;
    }
  }

  /// Finds the address as Docker's own client does: `DOCKER_HOST`, protected by `DOCKER_TLS_VERIFY`
  /// or `DOCKER_CERT_PATH`, or else the usual socket.
  ///
  /// @throws io.github.ecrpush.failure.FailureException if `DOCKER_HOST` cannot be used
  static EngineAddress from(Map<String, String> environment) {
    var host = environment.getOrDefault("DOCKER_HOST", "").strip();
    if (host.isEmpty()) {
      return USUAL;
    }
    var certificates = environment.getOrDefault("DOCKER_CERT_PATH", "");
    boolean protect =
        !certificates.isEmpty() || !environment.getOrDefault("DOCKER_TLS_VERIFY", "").isEmpty();
    if (!protect) {
      return EngineAddressParser.parse(host);
    }
    return EngineAddressParser.parse(
        host, certificates.isEmpty() ? dockerFolder(environment) : Path.of(certificates));
  }

  /// Where Docker's client keeps its settings.
  private static Path dockerFolder(Map<String, String> environment) {
    var folder = environment.getOrDefault("DOCKER_CONFIG", "");
    return folder.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", "/root"), ".docker")
        : Path.of(folder);
  }
}
