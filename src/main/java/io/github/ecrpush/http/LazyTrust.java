package io.github.ecrpush.http;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Trust that is made when a certificate is first to be checked.
final class LazyTrust extends X509ExtendedTrustManager {

  private final Making making;
  private @Nullable X509ExtendedTrustManager made;

  /// Makes the trust, which takes its time.
  @FunctionalInterface
  interface Making {
    X509ExtendedTrustManager make() throws CertificateException;
  }

  LazyTrust(Making making) {
    this.making = making;
  }

  private synchronized X509ExtendedTrustManager made() throws CertificateException {
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
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    made().checkClientTrusted(chain, type, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    made().checkClientTrusted(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    made().checkServerTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    made().checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    made().checkServerTrusted(chain, type, engine);
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
