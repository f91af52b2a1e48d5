package io.github.ecrpush.http;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The user and the password that stand in a proxy's address.
record ProxyLogin(String user, String password) {

  static Optional<ProxyLogin> in(URI proxy) {
    return Optional.ofNullable(proxy.getRawUserInfo()).map(ProxyLogin::parse);
  }

  private static ProxyLogin parse(String login) {
    int colon = login.indexOf(':');
    return colon < 0
        ? new ProxyLogin(decoded(login), "")
        : new ProxyLogin(decoded(login.substring(0, colon)), decoded(login.substring(colon + 1)));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /// The value of `Proxy-Authorization`.
  String header() {
    var login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(login);
  }

  /// Answers a proxy, and nobody else; once for each connection, for a password that was refused is
  /// refused again.
  Authenticator toAuthenticator() {
    return new Authenticator() {
      private boolean answered;

      @Override
      protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        if (answered || getRequestorType() != RequestorType.PROXY) {
          return null;
        }
        answered = true;
        return new PasswordAuthentication(user, password.toCharArray());
      }
    };
  }

  /// Keeps the password to itself.
  @Override
  public String toString() {
    return "ProxyLogin[user=" + user + "]";
  }
}
