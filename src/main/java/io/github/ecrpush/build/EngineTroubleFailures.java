package io.github.ecrpush.build;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.RemoteWords;

/// The words for an Engine that cannot get through to a registry, or has no room.
final class EngineTroubleFailures {

  private static final String ENGINE = "Docker Engine";

  private EngineTroubleFailures() {}

  /// @param what what could not be done, as a sentence
  static Failure of(String what, EngineTrouble trouble) {
    return switch (trouble) {
      case EngineTrouble.Untrusted(String host, String detail) -> untrusted(what, host, detail);
      case EngineTrouble.Unencrypted(String host) -> unencrypted(what, host);
      case EngineTrouble.HostUnknown(String host) -> hostUnknown(what, host);
      case EngineTrouble.ProxyRefused(String detail) -> proxyRefused(what, detail);
      case EngineTrouble.Unreachable(String host, String detail) -> unreachable(what, host, detail);
      case EngineTrouble.DiskFull() -> diskFull(what);
    };
  }

  private static Failure untrusted(String what, String host, String detail) {
    return unavailable(
        "engine-does-not-trust-registry",
        what,
        """
        The Docker Engine does not trust the certificate of `%s`
        (%s). It has a trust of its own; `AWS_CA_BUNDLE` does not reach it.\
        """
            .formatted(host, RemoteWords.of(detail)),
        """
        On the machine of the engine, give it the certificate of the authority that signed:

            sudo mkdir -p /etc/docker/certs.d/%s
            sudo cp ca.crt /etc/docker/certs.d/%s/ca.crt
        """
            .formatted(host, host));
  }

  private static Failure unencrypted(String what, String host) {
    return unavailable(
        "registry-without-tls",
        what,
        "`" + host + "` answers without TLS, which the Docker Engine accepts from loopback only.",
        """
        Give the registry a certificate. For a test, let the engine do without, in
        `/etc/docker/daemon.json`, and restart it:

            { "insecure-registries": ["%s"] }
        """
            .formatted(host));
  }

  private static Failure hostUnknown(String what, String host) {
    return unavailable(
        "engine-finds-no-registry",
        what,
        "The Docker Engine finds no address for the name `" + host + "`.",
        """
        Correct the name. When it is right, look at the name service of the engine's machine:

            getent hosts %s
        """
            .formatted(host.replaceFirst(":\\d+$", "")));
  }

  private static Failure proxyRefused(String what, String detail) {
    return unavailable(
        "engine-proxy-refused",
        what,
        """
        The Docker Engine has a proxy of its own, and did not get through it (%s).\
        """
            .formatted(RemoteWords.of(detail)),
        """
        Correct the engine's proxy in `/etc/docker/daemon.json`, and restart it; the `HTTPS_PROXY` of
        this run does not reach it:

            { "proxies": { "https-proxy": "http://proxy.example.com:3128" } }
        """);
  }

  private static Failure unreachable(String what, String host, String detail) {
    return unavailable(
        "engine-cannot-reach-registry",
        what,
        "The Docker Engine got no answer from `" + host + "` (" + RemoteWords.of(detail) + ").",
        """
        Run again. When it stays, look whether the engine's machine reaches it, directly or by the
        engine's own proxy:

            curl -v https://%s/v2/
        """
            .formatted(host));
  }

  private static Failure diskFull(String what) {
    return unavailable(
        "engine-disk-full",
        what,
        "The Docker Engine has no room left on its disk.",
        """
        Make room there:

            docker system df
            docker builder prune
            docker image prune
        """);
  }

  private static Failure unavailable(String id, String what, String why, String fix) {
    return new Failure.Unavailable(new Explanation(id, what, why, fix), ENGINE);
  }
}
