package io.github.ecrpush.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsDialerTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  /// Made once: it takes a process each.
  @TempDir static Path identities;

  @TempDir Path directory;

  @Test
  void proves_who_we_are_to_a_party_that_proves_who_it_is() throws Exception {
    identity("RSA", "ip:127.0.0.1");
    try (var server = server();
        var socket = dialer(server).dial()) {
      socket.getOutputStream().write("ping".getBytes(UTF_8));

      assertThat(new String(socket.getInputStream().readNBytes(4), UTF_8)).isEqualTo("ping");
    }
  }

  @Test
  void reads_keys_of_elliptic_curves() throws Exception {
    identity("EC", "ip:127.0.0.1");
    try (var server = server();
        var socket = dialer(server).dial()) {
      assertThat(socket.isConnected()).isTrue();
    }
  }

  @Test
  void reads_the_older_form_of_rsa_keys() throws Exception {
    identity("RSA", "ip:127.0.0.1");
    var pkcs8 = Base64.getMimeDecoder().decode(pemBody(directory.resolve("key.pem")));
    pem("key.pem", "RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
    try (var server = server();
        var socket = dialer(server).dial()) {
      assertThat(socket.isConnected()).isTrue();
    }
  }

  @Test
  void refuses_a_party_with_the_name_of_another() throws Exception {
    identity("EC", "dns:other.example");
    try (var server = server()) {
      var dialer = dialer(server);

      assertThatExceptionOfType(SSLException.class).isThrownBy(dialer::dial);
    }
  }

  @Test
  void refuses_a_key_of_an_unknown_kind() throws Exception {
    identity("EC", "ip:127.0.0.1");
    pem("key.pem", "EC PRIVATE KEY", new byte[10]);

    assertThatIOException()
        .isThrownBy(() -> TlsFiles.in(directory).socketFactory())
        .withMessageContaining("openssl pkcs8");
  }

  private Dialer dialer(SSLServerSocket server) throws IOException {
    return EngineAddress.dialer(
        Map.of(
            "DOCKER_HOST",
            "tcp://127.0.0.1:" + server.getLocalPort(),
            "DOCKER_TLS_VERIFY",
            "1",
            "DOCKER_CERT_PATH",
            directory.toString()));
  }

  /// Echoes on one connection, to whoever proves to be the same as itself.
  private SSLServerSocket server() throws Exception {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store(), PASSWORD);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("self", store().getCertificate("self"));
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    var server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(true);
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (var socket = server.accept()) {
            socket.getInputStream().transferTo(socket.getOutputStream());
          } catch (IOException _) {
            // the test is over, or refused us
          }
        });
    return server;
  }

  private KeyStore store() throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(directory.resolve("store.p12"))) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private void identity(String algorithm, String name) throws Exception {
    var made = identities.resolve(algorithm + name.replace(':', '-'));
    if (!Files.exists(made)) {
      make(made, algorithm, name);
    }
    Files.copy(made, directory.resolve("store.p12"));
    pem("key.pem", "PRIVATE KEY", store().getKey("self", PASSWORD).getEncoded());
    pem("cert.pem", "CERTIFICATE", store().getCertificate("self").getEncoded());
    pem("ca.pem", "CERTIFICATE", store().getCertificate("self").getEncoded());
  }

  private static void make(Path store, String algorithm, String name) throws Exception {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "self",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=test",
                "-keysize",
                algorithm.equals("RSA") ? "2048" : "256",
                "-ext",
                "san=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private void pem(String file, String label, byte[] content) throws IOException {
    Files.writeString(
        directory.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(label, Base64.getMimeEncoder().encodeToString(content), label));
  }

  private static String pemBody(Path file) throws IOException {
    return Files.readString(file).replaceAll("-----[^-]*-----", "");
  }
}
