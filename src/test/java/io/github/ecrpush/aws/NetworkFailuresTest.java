package io.github.ecrpush.aws;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.http.NetworkSettingException;
import io.github.ecrpush.http.ProxyException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

class NetworkFailuresTest {

  private static final URI PROXY = URI.create("http://me:hunter2@proxy.example:3128");

  @Test
  void says_that_a_name_cannot_be_resolved() {
    assertGolden(failure(new UnknownHostException("sts.eu-west-3.amazonaws.com")));
  }

  @Test
  void says_that_a_certificate_is_not_trusted_and_names_the_variable() {
    var handshake = new SSLHandshakeException("PKIX path building failed");
    handshake.initCause(new CertificateException("unable to find valid certification path"));

    assertGolden(failure(handshake));
  }

  @Test
  void says_that_nobody_listens() {
    assertGolden(failure(new ConnectException("Connection refused")));
  }

  @Test
  void says_that_there_was_no_answer_in_time() {
    assertGolden(failure(new SocketTimeoutException("Read timed out")));
  }

  @Test
  void says_that_the_proxy_refused() {
    assertGolden(
        failure(
            new ProxyException(
                PROXY,
                new IOException(
                    "Unable to tunnel through proxy. Proxy returns \"HTTP/1.1 407 Proxy\""))));
  }

  @Test
  void says_which_proxy_is_not_there_and_not_its_password() {
    assertGolden(failure(new ProxyException(PROXY, new ConnectException("refused"))));
  }

  @Test
  void says_that_the_proxy_failed() {
    assertGolden(failure(new ProxyException(PROXY, 502)));
  }

  @Test
  void says_that_somebody_else_answered_where_nothing_is_said() {
    assertGolden(answered(403).orElseThrow().failure());
  }

  private static Optional<FailureException> answered(int status) {
    return NetworkFailures.ofAnswer(
        "Could not assume the role `arn:aws:iam::123456789012:role/ci`.",
        "STS in eu-west-3",
        AwsServiceException.builder().statusCode(status).build());
  }

  @Test
  void says_that_the_connection_broke() {
    assertGolden(failure(new EOFException("end of stream")));
  }

  @Test
  void says_which_variable_cannot_be_used() {
    try {
      Network.from(Map.of("https_proxy", "socks5://user:hunter2@proxy.example"));
    } catch (NetworkSettingException e) {
      assertGolden(NetworkFailures.settingUnusable(e).failure());
    }
  }

  @Test
  void has_no_words_for_what_is_not_about_the_connection() {
    assertThat(NetworkFailures.of("What.", "STS", new IllegalStateException("x"))).isEmpty();
  }

  private static Failure failure(IOException cause) {
    return NetworkFailures.of(
            "Could not assume the role `arn:aws:iam::123456789012:role/ci`.",
            "STS in eu-west-3",
            SdkClientException.create("Unable to execute HTTP request", cause))
        .orElseThrow()
        .failure();
  }
}
