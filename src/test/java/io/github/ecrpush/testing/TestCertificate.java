package io.github.ecrpush.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate for this machine that nobody trusts but who is told to. Made by the Java runtime's
/// own `keytool`.
public final class TestCertificate {

  private static final char[] PASSWORD = "for-tests-only".toCharArray();

  private final KeyStore keys;
  private final Path pem;

  private TestCertificate(KeyStore keys, Path pem) {
    this.keys = keys;
    this.pem = pem;
  }

  public static TestCertificate in(Path folder) {
    try {
      var store = folder.resolve("keys.p12");
      make(store);
      var keys = KeyStore.getInstance("PKCS12");
      try (var in = Files.newInputStream(store)) {
        keys.load(in, PASSWORD);
      }
      var encoded = Base64.getMimeEncoder().encodeToString(keys.getCertificate("ca").getEncoded());
      var pem =
          Files.writeString(
              folder.resolve("ca.pem"),
              "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
      return new TestCertificate(keys, pem);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The file for `AWS_CA_BUNDLE`.
  public Path pem() {
    return pem;
  }

  /// For a server that shows this certificate.
  public SSLContext server() {
    try {
      var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(keys, PASSWORD);
      var context = SSLContext.getInstance("TLS");
      context.init(factory.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void make(Path store) throws IOException {
    var keytool =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "ca",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-ext",
            "SAN=dns:localhost,ip:127.0.0.1",
            "-ext",
            "BC=ca:true",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            new String(PASSWORD));
    var process = keytool.redirectErrorStream(true).start();
    try {
      var said =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
