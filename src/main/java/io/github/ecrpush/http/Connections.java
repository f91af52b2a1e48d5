package io.github.ecrpush.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// Opens connections along the one way out of this machine: its proxy, its trusted certificates.
/// Threads may share it, and should: connections are kept alive and used again.
public final class Connections {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration READ = Duration.ofSeconds(30);

  private final Network network;
  private @Nullable SSLSocketFactory tls;

  public Connections(Network network) {
    this.network = network;
    tameTheRuntime();
  }

  /// Prepares a connection; nothing is sent yet.
  public HttpURLConnection open(URI uri) throws IOException {
    var connection = (HttpURLConnection) uri.toURL().openConnection(network.proxyFor(uri));
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) READ.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    network
        .proxyUriFor(uri)
        .filter(proxy -> proxy.getRawUserInfo() != null)
        .ifPresent(proxy -> connection.setAuthenticator(new ProxyLogin(proxy)));
    if (connection instanceof HttpsURLConnection secure) {
      network.trust().ifPresent(trust -> secure.setSSLSocketFactory(trusting(trust)));
    }
    return connection;
  }

  /// Does work that waits for connections, or leaves it when the calling thread is interrupted.
  public <T> T interruptibly(Supplier<T> work) throws InterruptedException {
    try {
      return Interruption.heededBy(work::get);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Made when it is first needed, because it takes its time; one for all, so that connections are
  /// used again.
  private synchronized SSLSocketFactory trusting(TrustManager trust) {
    try {
      var made = tls;
      if (made == null) {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        made = context.getSocketFactory();
        tls = made;
      }
      return made;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has TLS", e);
    }
  }

  /// Settings of the runtime's HTTP client that only system properties reach, read when its first
  /// connection is opened: a POST is never sent twice behind our back, a proxy may ask for a
  /// password before it opens a tunnel, and as many connections are kept as are used at once.
  private static void tameTheRuntime() {
    System.setProperty("sun.net.http.retryPost", "false");
    System.setProperty("http.maxConnections", "32");
    System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
  }

  /// Answers a proxy, and nobody else; once for each connection, for a password that was refused is
  /// refused again.
  private static final class ProxyLogin extends Authenticator {

    private final URI proxy;
    private boolean answered;

    ProxyLogin(URI proxy) {
      this.proxy = proxy;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      if (answered || getRequestorType() != RequestorType.PROXY) {
        return null;
      }
      answered = true;
      var login = proxy.getRawUserInfo();
      int colon = login.indexOf(':');
      return new PasswordAuthentication(
          decoded(colon < 0 ? login : login.substring(0, colon)),
          decoded(colon < 0 ? "" : login.substring(colon + 1)).toCharArray());
    }

    private static String decoded(String text) {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
  }
}
