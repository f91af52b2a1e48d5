package io.github.ecrpush.sandbox;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A call over TLS by a client that trusts one certificate and no other.
final class TrustedCall {

  private TrustedCall() {}

  static int status(String url, Path certificate) throws Exception {
    return open(url, certificate).getResponseCode();
  }

  static String text(String url, Path certificate, String authorization) throws Exception {
    var connection = open(url, certificate);
    connection.setRequestProperty("Authorization", authorization);
    return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static HttpsURLConnection open(String url, Path certificate) throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = Files.newInputStream(certificate)) {
      store.setCertificateEntry(
          "it", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    var connection = (HttpsURLConnection) URI.create(url).toURL().openConnection();
    connection.setSSLSocketFactory(context.getSocketFactory());
    return connection;
  }
}
