package io.github.ecrpush.socket;

import java.io.IOException;
import java.nio.file.Files;
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

/// The files that Docker's client keeps for an Engine behind TLS.
///
/// @param ca whom to trust
/// @param certificate who we are
/// @param key the proof
record TlsFiles(Path ca, Path certificate, Path key) {

  private static final char[] NO_PASSWORD = {};

  static TlsFiles in(Path directory) {
    return new TlsFiles(
        directory.resolve("ca.pem"), directory.resolve("cert.pem"), directory.resolve("key.pem"));
  }

  SSLSocketFactory socketFactory() throws IOException {
    try {
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted());
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(identity(), NO_PASSWORD);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificates for the Engine cannot be used: " + e.getMessage(), e);
    }
  }

  private KeyStore trusted() throws IOException, GeneralSecurityException {
    var store = empty();
    int number = 0;
    for (var each : certificates(ca)) {
      store.setCertificateEntry("ca-" + number++, each);
    }
    return store;
  }

  private KeyStore identity() throws IOException, GeneralSecurityException {
    var store = empty();
    var chain = certificates(certificate).toArray(Certificate[]::new);
    store.setKeyEntry("client", PemKey.read(key), NO_PASSWORD, chain);
    return store;
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
  }
}
