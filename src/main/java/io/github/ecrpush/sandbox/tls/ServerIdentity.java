package io.github.ecrpush.sandbox.tls;

import io.github.ecrpush.sandbox.disk.StateFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// The certificate of the sandbox and its key, kept in the data folder, so that what was told to
/// trust it still does after a restart.
public final class ServerIdentity {

  private static final String KEY_FILE = "tls-key.pk8";
  private static final String CERTIFICATE_FILE = "tls-ca.pem";
  private static final Duration SPARE = Duration.ofDays(30);

  private final PrivateKey key;
  private final X509Certificate certificate;
  private final Path file;

  private ServerIdentity(PrivateKey key, X509Certificate certificate, Path file) {
    this.key = key;
    this.certificate = certificate;
    this.file = file;
  }

  /// Takes the certificate from the folder, or makes one when there is none for this address that
  /// is good for a while.
  public static ServerIdentity in(StateFolder folder, InetSocketAddress listen, Instant now)
      throws IOException {
    var file = folder.file(CERTIFICATE_FILE).toAbsolutePath();
    var keyFile = folder.file(KEY_FILE);
    try {
      var kept = kept(keyFile, file, listen, now);
      if (kept.isPresent()) {
        return kept.get();
      }
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      var keys = generator.generateKeyPair();
      var certificate = certificate(keys, listen, now);
      folder.writeSecret(keyFile, keys.getPrivate().getEncoded());
      folder.write(file, pem(certificate));
      return new ServerIdentity(keys.getPrivate(), certificate, file);
    } catch (GeneralSecurityException e) {
      throw new IOException("The certificate cannot be made.", e);
    }
  }

  private static X509Certificate certificate(KeyPair keys, InetSocketAddress listen, Instant now)
      throws GeneralSecurityException {
    var names = new ArrayList<>(List.of("localhost"));
    var addresses =
        new ArrayList<>(List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1")));
    if (isName(listen)) {
      names.add(listen.getHostString());
    } else if (!listen.getAddress().isAnyLocalAddress()) {
      addresses.add(listen.getAddress());
    }
    return SelfSigned.make(
        keys, names.stream().distinct().toList(), addresses.stream().distinct().toList(), now);
  }

  private static boolean isName(InetSocketAddress listen) {
    return !listen.getHostString().contains(":") && !listen.getHostString().matches("[0-9.]+");
  }

  private static Optional<ServerIdentity> kept(
      Path keyFile, Path file, InetSocketAddress listen, Instant now)
      throws IOException, GeneralSecurityException {
    if (!Files.exists(keyFile) || !Files.exists(file)) {
      return Optional.empty();
    }
    X509Certificate certificate;
    PrivateKey key;
    try (var in = new ByteArrayInputStream(Files.readAllBytes(file))) {
      certificate =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
      key =
          KeyFactory.getInstance("EC")
              .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(keyFile)));
    } catch (CertificateException _) {
      return Optional.empty(); // half of it was deleted by hand, so that a new one is due
    }
    boolean covered = hosts(certificate).contains(listen.getAddress().getHostAddress());
    covered |= hosts(certificate).contains(listen.getHostString());
    covered |= listen.getAddress().isAnyLocalAddress();
    boolean lasts = certificate.getNotAfter().toInstant().isAfter(now.plus(SPARE));
    return covered && lasts
        ? Optional.of(new ServerIdentity(key, certificate, file))
        : Optional.empty();
  }

  private static List<String> hosts(X509Certificate certificate) throws CertificateException {
    return certificate.getSubjectAlternativeNames().stream()
        .map(name -> String.valueOf(name.get(1)))
        .toList();
  }

  private static byte[] pem(X509Certificate certificate) throws CertificateException {
    var encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return ("-----BEGIN CERTIFICATE-----\n"
            + encoder.encodeToString(certificate.getEncoded())
            + "\n-----END CERTIFICATE-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /// The file that a client has to trust.
  public Path certificateFile() {
    return file;
  }

  /// What a server needs to speak TLS under this name.
  public SSLContext serverSide() throws IOException {
    try {
      var password = new char[0];
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, password);
      store.setKeyEntry("sandbox", key, password, new Certificate[] {certificate});
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, password);
      var context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("The certificate cannot be used.", e);
    }
  }
}
