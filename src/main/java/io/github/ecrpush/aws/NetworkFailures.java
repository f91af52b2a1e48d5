package io.github.ecrpush.aws;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.failure.ProxyFailures;
import io.github.ecrpush.http.ConnectionProblem;
import io.github.ecrpush.http.NetworkSettingException;
import io.github.ecrpush.http.ProxyException;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// The words for servers that cannot be reached, whatever was wanted of them.
public final class NetworkFailures {

  private NetworkFailures() {}

  /// The failure behind an exception, or nothing when it is not about the connection.
  ///
  /// @param what the sentence that says what could not be done
  /// @param server as the reader knows it: `STS in eu-west-3`
  public static Optional<FailureException> of(String what, String server, Throwable thrown) {
    return ConnectionProblem.of(thrown)
        .map(problem -> new FailureException(failure(what, server, problem, thrown), thrown));
  }

  /// The failure behind an answer that is not AWS's own, or nothing when AWS gave it a name.
  public static Optional<FailureException> ofAnswer(
      String what, String server, AwsServiceException answer) {
    boolean named = !AwsErrorCode.of(answer).isEmpty() || !AwsMessage.of(answer).isEmpty();
    return named
        ? Optional.empty()
        : Optional.of(new FailureException(wordless(what, server, answer.statusCode()), answer));
  }

  /// A region of which nobody has heard, when that is why the name could not be resolved.
  static Optional<FailureException> unknownRegion(AwsServer server, Throwable thrown) {
    var region = server.region().id();
    return ConnectionProblem.of(thrown)
        .filter(problem -> problem == ConnectionProblem.NAME_UNKNOWN)
        .filter(_ -> server.other().isEmpty() && !KnownRegions.contains(region))
        .map(_ -> AwsFailures.regionUnknown(region));
  }

  /// A variable or input that says how to reach the network cannot be used.
  public static FailureException settingUnusable(NetworkSettingException e) {
    return new FailureException(
        new Failure.Misconfigured(
            new Explanation(
                "network-setting-unusable",
                "Could not use `%s`.".formatted(e.variable()),
                "Its value should say how to reach the network: " + e.problem(),
                "Correct it, or leave it out."),
            e.variable()));
  }

  private static Failure failure(
      String what, String server, ConnectionProblem problem, Throwable thrown) {
    return switch (problem) {
      case NAME_UNKNOWN -> nameUnknown(what, server);
      case NOT_TRUSTED -> notTrusted(what, server);
      case REFUSED -> refused(what, server);
      case TIMED_OUT -> timedOut(what, server);
      case PROXY_REFUSED, PROXY_FAILED -> {
        var proxy = ProxyException.behind(thrown).orElseThrow();
        yield ProxyFailures.of(what, server, proxy.proxy(), proxy.status());
      }
      case BROKEN -> broken(what, server);
    };
  }

  static Failure nameUnknown(String what, String server) {
    return new Failure.Unavailable(
        new Explanation(
            "network-name-unknown",
            what,
            "The name of %s could not be resolved on this machine.".formatted(server),
            """
            Look whether this machine resolves names at all, and whether it must go through a
            proxy. If it must, set `HTTPS_PROXY`.\
            """),
        server);
  }

  static Failure notTrusted(String what, String server) {
    return new Failure.Misconfigured(
        new Explanation(
            "network-certificate-not-trusted",
            what,
            "%s showed a certificate that this machine does not trust.".formatted(capital(server)),
            """
            When a proxy of your company stands in between, add its certificate authority:

                AWS_CA_BUNDLE=/path/to/ca.pem

            Otherwise do not go on: somebody else may be answering.\
            """),
        "AWS_CA_BUNDLE");
  }

  static Failure refused(String what, String server) {
    return new Failure.Unavailable(
        new Explanation(
            "network-connection-refused",
            what,
            "Nobody listens where %s should be: the connection was refused.".formatted(server),
            """
            Look at `HTTPS_PROXY`, `NO_PROXY` and `AWS_ENDPOINT_URL` when they are set, and try
            again otherwise.\
            """),
        server);
  }

  static Failure timedOut(String what, String server) {
    return new Failure.Unavailable(
        new Explanation(
            "network-timed-out",
            what,
            "%s did not answer in time.".formatted(capital(server)),
            """
            Try again. When it happens each time, look whether a firewall drops the traffic, or
            whether this machine must go through a proxy (`HTTPS_PROXY`).\
            """),
        server);
  }

  /// AWS gives each refusal a name. One without came from somebody else.
  static Failure wordless(String what, String server, int status) {
    return new Failure.Unavailable(
        new Explanation(
            "network-answer-not-of-aws",
            what,
            """
            %s seemed to answer with the status %d and said nothing of what is wrong. AWS always
            does: a proxy, a filter or another server answered in its place.\
            """
                .formatted(capital(server), status),
            """
            Look at `HTTPS_PROXY`, `NO_PROXY` and `AWS_ENDPOINT_URL` when they are set, and have
            the host let through where a filter or a login page stands in between.\
            """),
        server);
  }

  static Failure broken(String what, String server) {
    return new Failure.Unavailable(
        new Explanation(
            "network-connection-broken",
            what,
            "The connection to %s ended before the answer did.".formatted(server),
            """
            Try again. When it happens each time, look at what stands in between: a proxy, or a
            firewall that inspects TLS.\
            """),
        server);
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }
}
