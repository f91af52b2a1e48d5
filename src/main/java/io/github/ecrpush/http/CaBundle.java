package io.github.ecrpush.http;

import io.github.ecrpush.file.SmallFile;
import io.github.ecrpush.file.UnusableFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/// A file of certificates to trust in addition to the Java runtime's own.
final class CaBundle {

  static final String VARIABLE = "AWS_CA_BUNDLE";

  private static final int LONGEST = 16 << 20;

  private CaBundle() {}

  private static final String FIRST_LINE = "-----BEGIN CERTIFICATE-----";

  /// Trusts what is in the file. The file is looked at now and read when a certificate is first
  /// checked: a run that speaks to nobody over TLS does not wait for a hundred roots.
  static X509TrustManager trust(String file) {
    var pem = pem(file);
    return new LazyTrust(() -> read(pem, file));
  }

  private static byte[] pem(String file) {
    byte[] bytes;
    try {
      bytes = SmallFile.bytes(Path.of(file), LONGEST);
    } catch (UnusableFileException e) {
      throw new NetworkSettingException(VARIABLE, "`" + file + "` cannot be read. " + e.sentence());
    } catch (IOException | InvalidPathException _) {
      throw new NetworkSettingException(VARIABLE, "`" + file + "` cannot be read.");
    }
    if (!new String(bytes, StandardCharsets.ISO_8859_1).contains(FIRST_LINE)) {
      throw new NetworkSettingException(VARIABLE, "`" + file + "` holds no certificate.");
    }
    return bytes;
  }

  private static X509ExtendedTrustManager read(byte[] pem, String file)
      throws CertificateException {
    try {
      var roots = KeyStore.getInstance(KeyStore.getDefaultType());
      roots.load(null, null);
      var all =
          new ArrayList<Certificate>(
              CertificateFactory.getInstance("X.509")
                  .generateCertificates(new ByteArrayInputStream(pem)));
      all.addAll(Arrays.asList(RuntimeTrust.in(null).getAcceptedIssuers()));
      for (int i = 0; i < all.size(); i++) {
        roots.setCertificateEntry("ca-" + i, all.get(i));
      }
      return RuntimeTrust.in(roots);
    } catch (CertificateException e) {
      throw new CertificateException(VARIABLE + ": `" + file + "` cannot be read as PEM", e);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java runtime has a key store in memory", e);
    }
  }
}
