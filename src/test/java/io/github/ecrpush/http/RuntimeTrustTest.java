package io.github.ecrpush.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyStore;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RuntimeTrustTest {

  @BeforeAll
  static void readLate() {
    RuntimeTrust.readLate();
    RuntimeTrust.readLate();
  }

  @Test
  void trusts_what_the_runtime_trusts() throws Exception {
    assertThat(usual(null).getAcceptedIssuers()).hasSizeGreaterThan(50);
  }

  @Test
  void trusts_only_the_roots_that_are_given() throws Exception {
    var roots = KeyStore.getInstance(KeyStore.getDefaultType());
    roots.load(null, null);
    roots.setCertificateEntry("one", usual(null).getAcceptedIssuers()[0]);

    assertThat(usual(roots).getAcceptedIssuers()).hasSize(1);
  }

  private static X509TrustManager usual(@Nullable KeyStore roots) throws Exception {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(roots);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }
}
