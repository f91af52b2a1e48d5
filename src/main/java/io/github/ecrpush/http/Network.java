package io.github.ecrpush.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.X509TrustManager;

/// The way out of this machine, the same for AWS, GitHub and the registry: which proxy stands
/// between, and which certificates are trusted.
///
/// @param httpProxy the proxy for `http:` addresses
/// @param httpsProxy the proxy for `https:` addresses
/// @param noProxy what is reached directly: hosts, addresses and ranges of them
/// @param trust what to trust in place of the Java runtime's own certificates; made from
///   `AWS_CA_BUNDLE` it trusts both
public record Network(
    Optional<URI> httpProxy,
    Optional<URI> httpsProxy,
    List<String> noProxy,
    Optional<X509TrustManager> trust) {

  /// No proxy, and the Java runtime's own certificates.
  public static final Network DIRECT =
      new Network(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

  public Network {
    noProxy =
        noProxy.stream()
            .map(String::strip)
            .filter(host -> !host.isEmpty())
            .map(host -> host.toLowerCase(Locale.ROOT))
            .toList();
  }

  /// Reads `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` in either case, and `AWS_CA_BUNDLE`.
  ///
  /// @throws NetworkSettingException if one of them cannot be used
  public static Network from(Map<String, String> environment) {
    return new Network(
        ProxySetting.in(environment, "HTTP_PROXY"),
        ProxySetting.in(environment, "HTTPS_PROXY"),
        ProxySetting.text(environment, "NO_PROXY")
            .map(hosts -> List.of(hosts.split(",", -1)))
            .orElse(List.of()),
        Optional.ofNullable(environment.get(CaBundle.VARIABLE))
            .filter(file -> !file.isBlank())
            .map(CaBundle::trust));
  }

  /// The same with what a user named: one proxy for every address, and what is reached directly.
  ///
  /// @param name where the proxy was named, to be told when it cannot be used
  /// @throws NetworkSettingException if the proxy's address cannot be used
  public Network through(String name, Optional<String> proxy, List<String> direct) {
    var named = proxy.map(address -> ProxySetting.parse(name, address));
    return new Network(
        named.or(() -> httpProxy),
        named.or(() -> httpsProxy),
        direct.isEmpty() ? noProxy : direct,
        trust);
  }

  /// What was named to be reached directly, and cannot be understood; nothing where there is no
  /// proxy to go past.
  public List<String> unknownDirect() {
    return httpProxy.isEmpty() && httpsProxy.isEmpty()
        ? List.of()
        : noProxy.stream().filter(rule -> !NoProxy.isUnderstood(rule)).toList();
  }

  /// The proxies' passwords, as they were written and as they are meant.
  public List<String> passwords() {
    return Stream.of(httpProxy, httpsProxy)
        .flatMap(Optional::stream)
        .flatMap(proxy -> Stream.of(proxy.getRawUserInfo(), proxy.getUserInfo()))
        .filter(user -> user != null && user.contains(":"))
        .map(user -> user.substring(user.indexOf(':') + 1))
        .distinct()
        .toList();
  }

  /// The proxy to use for an address, or [Proxy#NO_PROXY].
  public Proxy proxyFor(URI address) {
    return proxyUriFor(address).map(Network::asProxy).orElse(Proxy.NO_PROXY);
  }

  /// The proxy's own address, for clients that make their connections themselves. This machine
  /// itself is always reached directly.
  public Optional<URI> proxyUriFor(URI address) {
    var proxy = "https".equalsIgnoreCase(address.getScheme()) ? httpsProxy : httpProxy;
    return proxy.filter(_ -> !new NoProxy(noProxy).covers(address));
  }

  private static Proxy asProxy(URI proxy) {
    int port = proxy.getPort() < 0 ? 80 : proxy.getPort();
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port));
  }

  /// Leaves out the proxies' addresses, for they may hold a password.
  @Override
  public String toString() {
    return "Network[httpProxy=%s, httpsProxy=%s, noProxy=%s, trust=%s]"
        .formatted(
            httpProxy.map(RedactedUri::of),
            httpsProxy.map(RedactedUri::of),
            noProxy,
            trust.isPresent());
  }
}
