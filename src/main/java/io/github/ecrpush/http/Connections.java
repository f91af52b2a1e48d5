package io.github.ecrpush.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
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
    network.proxyUriFor(uri).flatMap(ProxyLogin::in).ifPresent(login -> logIn(connection, login));
    if (connection instanceof HttpsURLConnection secure) {
      network.trust().ifPresent(trust -> secure.setSSLSocketFactory(trusting(trust)));
    }
    return connection;
  }

  /// A tunnel is asked for again when the proxy wants a password. A request without a tunnel is
  /// sent once, because its body streams, and so says the password at once.
  private static void logIn(HttpURLConnection connection, ProxyLogin login) {
    if (connection instanceof HttpsURLConnection) {
      connection.setAuthenticator(login.toAuthenticator());
    } else {
      connection.setRequestProperty("Proxy-Authorization", login.header());
    }
  }

  /// What went wrong on the way to an address, told as the proxy's where it is the proxy's.
  public IOException toldOfProxy(URI uri, IOException e) {
    return network
        .proxyUriFor(uri)
        .filter(_ -> ProxyException.isMeantBy(e))
        .<IOException>map(proxy -> new ProxyException(proxy, e))
        .orElse(e);
  }

  /// Refuses the answer that a proxy gives in a server's place: that it wants a password.
  public void requirePassage(URI uri, int status) throws ProxyException {
    var proxy = network.proxyUriFor(uri);
    if (status == HttpURLConnection.HTTP_PROXY_AUTH && proxy.isPresent()) {
      throw new ProxyException(proxy.get(), status);
    }
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
}
