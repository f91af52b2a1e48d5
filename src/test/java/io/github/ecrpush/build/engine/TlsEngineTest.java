package io.github.ecrpush.build.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.failure.FailureException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An Engine that is played on loopback, with certificates made for the test.
class TlsEngineTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path folder;
  private static Path right;
  private static Path other;

  @TempDir private Path certificates;

  @BeforeAll
  static void makeKeys() throws Exception {
    right = keyStore("right", "RSA", "ip:127.0.0.1");
    other = keyStore("other", "EC", "dns:elsewhere.example.com");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void meets_an_engine_that_knows_us(boolean pkcs8) throws Exception {
    write("ca.pem", "CERTIFICATE", certificate(right));
    write("cert.pem", "CERTIFICATE", certificate(right));
    if (pkcs8) {
      write("key.pem", "PRIVATE KEY", key(right));
    } else {
      write("key.pem", "RSA PRIVATE KEY", withoutWrapping(key(right)));
    }

    assertThat(meet(right)).isEqualTo("met");
  }

  @Test
  void refuses_an_engine_that_is_not_trusted() throws Exception {
    write("ca.pem", "CERTIFICATE", certificate(other));
    write("cert.pem", "CERTIFICATE", certificate(right));
    write("key.pem", "PRIVATE KEY", key(right));

    assertThat(meet(right)).isEqualTo("engine-certificate-refused");
  }

  @Test
  void refuses_an_engine_whose_certificate_is_for_another_host() throws Exception {
    write("ca.pem", "CERTIFICATE", certificate(other));
    write("cert.pem", "CERTIFICATE", certificate(other));
    write("key.pem", "PRIVATE KEY", key(other));

    assertThat(meet(other)).isEqualTo("engine-certificate-refused");
  }

  @Test
  void says_when_the_engine_refuses_us() throws Exception {
    write("ca.pem", "CERTIFICATE", certificate(right));
    write("cert.pem", "CERTIFICATE", certificate(other));
    write("key.pem", "PRIVATE KEY", key(other));

    assertThat(meet(right)).isEqualTo("engine-certificate-refused");
  }

  @Test
  void says_which_file_is_missing() throws Exception {
    write("ca.pem", "CERTIFICATE", certificate(right));

    assertThat(meet(right)).isEqualTo("engine-certificates-unusable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-----BEGIN PRIVATE KEY-----", "-----BEGIN PRIVATE KEY-----\nAAAA\n"})
  void says_when_a_key_is_none(String text) throws Exception {
    write("ca.pem", "CERTIFICATE", certificate(right));
    write("cert.pem", "CERTIFICATE", certificate(right));
    Files.writeString(certificates.resolve("key.pem"), text);

    assertThat(meet(right)).isEqualTo("engine-certificates-unusable");
  }

  /// Plays an engine that shows the certificate of a key store and knows `right` only.
  private String meet(Path shown) throws Exception {
    try (var listener = listen(shown)) {
      Thread.ofPlatform().daemon().start(() -> answer(listener));
      var address = new EngineAddress.Tls("127.0.0.1", listener.getLocalPort(), certificates);
      new EngineHandshake(address, address.dialer()).meet();
      return "met";
    } catch (FailureException e) {
      return e.failure().explanation().id();
    }
  }

  private static void answer(SSLServerSocket listener) {
    for (int i = 0; i < 2; i++) {
      try (var connection = (SSLSocket) listener.accept()) {
        connection.getInputStream().read(new byte[1000]);
        connection
            .getOutputStream()
            .write(
                "HTTP/1.1 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\n{}"
                    .getBytes(StandardCharsets.UTF_8));
      } catch (IOException _) {
        // the caller did not like us
      }
    }
  }

  private static SSLServerSocket listen(Path shown) throws Exception {
    var keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store(shown), PASSWORD);
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("right", store(right).getCertificate("own"));
    var trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    var listener = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0);
    listener.setNeedClientAuth(true);
    return listener;
  }

  private static Path keyStore(String name, String algorithm, String subject) throws Exception {
    var file = folder.resolve(name);
    var process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/keytool",
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD),
                "-alias",
                "own",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + subject,
                "-validity",
                "2")
            .inheritIO()
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return file;
  }

  private static KeyStore store(Path file) throws Exception {
    return KeyStore.getInstance(file.toFile(), PASSWORD);
  }

  private static byte[] certificate(Path file) throws Exception {
    return store(file).getCertificate("own").getEncoded();
  }

  private static byte[] key(Path file) throws Exception {
    return store(file).getKey("own", PASSWORD).getEncoded();
  }

  /// The RSA key that is inside a PKCS#8 key of a usual size.
  private static byte[] withoutWrapping(byte[] pkcs8) {
    return Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
  }

  private void write(String file, String kind, byte[] bytes) throws IOException {
    var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    Files.write(
        certificates.resolve(file),
        List.of("-----BEGIN " + kind + "-----", body, "-----END " + kind + "-----"));
  }
}
