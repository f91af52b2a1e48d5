package io.github.ecrpush.github;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;

import io.github.ecrpush.http.HttpRequest;
import io.github.ecrpush.http.HttpResponse;
import io.github.ecrpush.http.HttpStatusException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class OidcFailuresTest {

  private static final URI ENDPOINT =
      URI.create("https://run.actions.githubusercontent.com/token?key=secret");

  @Test
  void says_that_the_permission_is_missing() {
    assertGolden(OidcFailures.permissionMissing().failure());
  }

  @Test
  void says_that_forks_get_no_identity() {
    assertGolden(OidcFailures.forkPullRequest().failure());
  }

  @Test
  void says_that_dependabot_gets_no_identity() {
    assertGolden(OidcFailures.dependabotPullRequest().failure());
  }

  @Test
  void says_that_this_is_no_github_job() {
    assertGolden(OidcFailures.notOnGitHub().failure());
  }

  @Test
  void says_that_the_endpoint_refused() throws IOException {
    assertGolden(OidcFailures.refused(ENDPOINT, status(403)).failure());
  }

  @Test
  void says_that_the_endpoint_is_away() throws IOException {
    assertGolden(OidcFailures.unavailable(ENDPOINT, status(503)).failure());
    assertGolden(
        OidcFailures.unavailable(ENDPOINT, new UnknownHostException("x")).failure(), "name");
    assertGolden(
        OidcFailures.unavailable(ENDPOINT, new SocketTimeoutException("x")).failure(), "slow");
    assertGolden(
        OidcFailures.unavailable(ENDPOINT, new ConnectException("x")).failure(), "refused");
    assertGolden(
        OidcFailures.unavailable(ENDPOINT, new SocketException("reset")).failure(), "broken");
    var untrusted = new SSLHandshakeException("PKIX path building failed");
    untrusted.initCause(new CertificateException("no certification path"));
    assertGolden(OidcFailures.unavailable(ENDPOINT, untrusted).failure());
  }

  @Test
  void says_that_the_answer_holds_no_token() {
    assertGolden(OidcFailures.unreadable(ENDPOINT).failure());
  }

  @Test
  void says_that_the_request_token_is_none() {
    assertGolden(OidcFailures.requestTokenUnusable().failure());
  }

  @Test
  void says_that_the_address_is_none() {
    assertGolden(OidcFailures.addressUnreadable().failure());
  }

  private static HttpStatusException status(int status) throws IOException {
    return HttpStatusException.of(
        HttpRequest.get(ENDPOINT),
        new HttpResponse(status, Map.of(), new ByteArrayInputStream(new byte[0])));
  }
}
