package io.github.ecrpush.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/// The certificates to trust: the Java runtime's own, and those of a file in addition to them.
///
/// The runtime's are read by us. Its own reading happens in the first library that so much as asks
/// for TLS, as gRPC does to speak to a socket without; so it is told that there are none.
final class CaBundle {

  static final String VARIABLE = "AWS_CA_BUNDLE";

  private static final String FIRST_LINE = "-----BEGIN CERTIFICATE-----";
  private static final Path OF_THE_RUNTIME =
      Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");

  /// What the file's certificates are sealed with since ever. It keeps nothing secret.
  private static final char[] SEAL = "changeit".toCharArray();

  /// Trusts what the Java runtime brings along.
  static final X509TrustManager RUNTIME = new LazyTrust(CaBundle::readRuntime);

  private CaBundle() {}

  private static X509TrustManager readRuntime() throws CertificateException {
    try {
      return trustManager(ofTheRuntime());
    } catch (GeneralSecurityException | IOException e) {
      throw new CertificateException("`" + OF_THE_RUNTIME + "` cannot be read", e);
    }
  }

  private static KeyStore ofTheRuntime() throws GeneralSecurityException, IOException {
    return KeyStore.getInstance(OF_THE_RUNTIME.toFile(), SEAL);
  }

  /// Trusts what is in the file. The file is looked at now and read when a certificate is first
  /// checked: a run that speaks to nobody over TLS does not wait for a hundred roots.
  static X509TrustManager trust(String file) {
    var pem = pem(file);
    return new LazyTrust(() -> read(pem, file));
  }

  private static byte[] pem(String file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw new NetworkSettingException(VARIABLE, "`" + file + "` cannot be read.");
    }
    if (!new String(bytes, StandardCharsets.ISO_8859_1).contains(FIRST_LINE)) {
      throw new NetworkSettingException(VARIABLE, "`" + file + "` holds no certificate.");
    }
    return bytes;
  }

  private static X509TrustManager read(byte[] pem, String file) throws CertificateException {
    try {
      var roots = ofTheRuntime();
      int number = 0;
      for (var certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))) {
        roots.setCertificateEntry("bundle-" + number++, certificate);
      }
      return trustManager(roots);
    } catch (CertificateException e) {
      throw new CertificateException(VARIABLE + ": `" + file + "` cannot be read as PEM", e);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the Java runtime's certificates cannot be read", e);
    }
  }

  private static X509TrustManager trustManager(KeyStore roots) throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(roots);
    return List.of(factory.getTrustManagers()).stream()
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }
}
