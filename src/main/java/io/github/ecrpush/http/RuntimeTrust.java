package io.github.ecrpush.http;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateException;
import java.util.List;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// The certificates that the Java runtime itself trusts.
///
/// It reads all of them, about 140, as soon as anybody makes a TLS context, and gRPC makes one even
/// to speak to a socket without TLS. Here they are read when a server first shows a certificate.
public final class RuntimeTrust {

  private static final String NAME = "ecr-push";
  private static final String ALGORITHM = "ReadLate";
  private static final String OWN_CERTIFICATE = "javax.net.ssl.keyStore";

  /// What the runtime calls its own way, which does the work.
  private static final String RUNTIMES_OWN = "PKIX";

  private RuntimeTrust() {}

  /// From now on, in all of this process, the certificates are read when they are needed. Not where
  /// this process is to show a certificate of its own: then the runtime's usual context stays.
  public static synchronized void readLate() {
    if (Security.getProvider(NAME) != null || System.getProperty(OWN_CERTIFICATE) != null) {
      return;
    }
    Security.addProvider(new Late());
    Security.setProperty("ssl.TrustManagerFactory.algorithm", ALGORITHM);
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, null, null);
      SSLContext.setDefault(context); // the usual one reads them for a provider it does not know
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime speaks TLS", e);
    }
  }

  /// The trust in the given roots, or in the runtime's own when there are none given.
  static X509ExtendedTrustManager in(@Nullable KeyStore roots) throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(RUNTIMES_OWN);
    factory.init(roots);
    return List.of(factory.getTrustManagers()).stream()
        .filter(X509ExtendedTrustManager.class::isInstance)
        .map(X509ExtendedTrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static final class Late extends Provider {

    private static final long serialVersionUID = 1;

    Late() {
      super(NAME, "1", "reads the runtime's certificates when they are needed");
      putService(
          new Service(this, "TrustManagerFactory", ALGORITHM, Factory.class.getName(), null, null) {
            @Override
            public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
              return new Factory(TrustManagerFactory.getInstance(RUNTIMES_OWN));
            }
          });
    }
  }

  /// Differs from the runtime's own only when it is asked for the runtime's own certificates.
  private static final class Factory extends TrustManagerFactorySpi {

    private final TrustManagerFactory usual;
    private boolean late;

    Factory(TrustManagerFactory usual) {
      this.usual = usual;
    }

    @Override
    protected void engineInit(@Nullable KeyStore roots) throws KeyStoreException {
      late = roots == null;
      if (!late) {
        usual.init(roots);
      }
    }

    @Override
    protected void engineInit(ManagerFactoryParameters parameters)
        throws InvalidAlgorithmParameterException {
      late = false;
      usual.init(parameters);
    }

    @Override
    protected TrustManager[] engineGetTrustManagers() {
      return late
          ? new TrustManager[] {new LazyTrust(Factory::runtimesOwn)}
          : usual.getTrustManagers();
    }

    private static X509ExtendedTrustManager runtimesOwn() throws CertificateException {
      try {
        return in(null);
      } catch (GeneralSecurityException e) {
        throw new CertificateException(
            "the runtime's certificates cannot be read: " + e.getMessage(), e);
      }
    }
  }
}
