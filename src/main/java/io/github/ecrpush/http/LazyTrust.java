package io.github.ecrpush.http;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Trust that is made when a certificate is first to be checked.
final class LazyTrust implements X509TrustManager {

  private final Making making;
  private @Nullable X509TrustManager made;

  /// Makes the trust, which takes its time.
  @FunctionalInterface
  interface Making {
    X509TrustManager make() throws CertificateException;
  }

  LazyTrust(Making making) {
    this.making = making;
  }

  private synchronized X509TrustManager made() throws CertificateException {
    if (made == null) {
      made = making.make();
    }
    return made;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    made().checkClientTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    made().checkServerTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    try {
      return made().getAcceptedIssuers();
    } catch (CertificateException _) {
      return new X509Certificate[0]; // nobody is trusted then, and a check says why
    }
  }
}
