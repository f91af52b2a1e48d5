package io.github.ecrpush.operation;

import java.util.Optional;

/// Where a repository is at home.
record SourceRepository(String host, String owner, String name) {

  /// GitHub's host for SSH where only the port of HTTPS is open.
  private static final String SSH_BY_HTTPS_PORT = "ssh.github.com";

  /// `https://github.com/octo/app.git`, `ssh://git@github.com/octo/app`, `git@github.com:octo/app`.
  static Optional<SourceRepository> parse(String url) {
    int scheme = url.indexOf("://");
    var address = scheme < 0 ? url.replaceFirst(":", "/") : url.substring(scheme + 3);
    var path = address.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    var parts = path.split("/", -1);
    if (parts.length != 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
      return Optional.empty();
    }
    var host = parts[0].substring(parts[0].indexOf('@') + 1).replaceFirst(":\\d*$", "");
    return host.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SourceRepository(
                host.equals(SSH_BY_HTTPS_PORT) ? "github.com" : host, parts[1], parts[2]));
  }

  /// Whether its host is a name for everybody. One without a dot may be a short name that SSH or
  /// git know on one machine.
  boolean isPublicName() {
    return host.indexOf('.') > 0;
  }

  /// Where people find it.
  String url() {
    return "https://%s/%s/%s".formatted(host, owner, name);
  }

  @Override
  public String toString() {
    return owner + "/" + name;
  }
}
