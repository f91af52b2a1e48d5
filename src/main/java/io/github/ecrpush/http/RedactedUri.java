package io.github.ecrpush.http;

import java.net.URI;

/// An address as it may be printed: without user name, password and the values of its query, where
/// signatures and tokens travel.
public final class RedactedUri {

  private static final String DOTS = "•••";

  private RedactedUri() {}

  public static String of(URI uri) {
    var text = new StringBuilder();
    if (uri.getScheme() != null) {
      text.append(uri.getScheme()).append(':');
    }
    if (uri.getRawAuthority() != null) {
      var authority = uri.getRawAuthority();
      text.append("//").append(authority.substring(authority.lastIndexOf('@') + 1));
    }
    if (uri.getRawPath() != null) {
      text.append(uri.getRawPath());
    }
    if (uri.getRawQuery() != null) {
      text.append('?').append(withoutValues(uri.getRawQuery()));
    }
    return text.toString();
  }

  private static String withoutValues(String query) {
    var names = new StringBuilder();
    for (var part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      names.append(names.isEmpty() ? "" : "&");
      names.append(equals < 0 ? DOTS : part.substring(0, equals + 1) + DOTS);
    }
    return names.toString();
  }
}
