package io.github.ecrpush.build.engine;

import io.github.ecrpush.failure.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// The folder in which Docker's client keeps what it shows an Engine and what it expects to be
/// shown: `ca.pem`, `cert.pem` and `key.pem`.
final class EngineCertificates {

  private static final char[] NO_PASSWORD = {};

  private EngineCertificates() {}

  static SSLSocketFactory read(Path folder) {
    try {
      var authorities = emptyStore();
      int number = 0;
      for (var authority : certificates(folder.resolve("ca.pem"))) {
        authorities.setCertificateEntry("ca" + number++, authority);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities);

      var own = emptyStore();
      own.setKeyEntry(
          "own",
          PemKey.read(folder.resolve("key.pem")),
          NO_PASSWORD,
          certificates(folder.resolve("cert.pem")).toArray(Certificate[]::new));
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, NO_PASSWORD);

      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new FailureException(EngineFailures.certificatesUnusable(folder, reason(e)), e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
  }

  /// A file that is not there has nothing but its name for a message.
  private static String reason(Exception e) {
    return e instanceof NoSuchFileException
        ? e.getMessage() + " is not there"
        : String.valueOf(e.getMessage());
  }
}
