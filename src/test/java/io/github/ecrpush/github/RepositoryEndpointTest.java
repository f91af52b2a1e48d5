package io.github.ecrpush.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.github.RepositoryEndpoint.Answer;
import io.github.ecrpush.http.Connections;
import io.github.ecrpush.http.Network;
import io.github.ecrpush.http.UrlConnectionTransport;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RepositoryEndpointTest {

  @RegisterExtension
  static final WireMockExtension GITHUB =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.wireMockConfig().dynamicPort())
          .build();

  private static final String PATH = "/api/repos/octo/parrot";

  @Test
  void says_what_github_knows_of_the_repository() throws InterruptedException {
    GITHUB.stubFor(
        get(urlEqualTo(PATH))
            .willReturn(
                okJson(
                    """
                    {"name": "parrot", "html_url": "https://github.example/octo/parrot",
                     "description": null, "license": {"spdx_id": "MIT"}, "default_branch": "trunk"}
                    """)));

    var answer = ask(Optional.of(new Secret("ghs_token")));

    assertThat(answer)
        .hasValueSatisfying(told -> {
          var repository = ((Answer.Told<GitHubRepository>) told).what();
          assertThat(repository.name()).contains("parrot");
          assertThat(repository.description()).isEmpty();
          assertThat(repository.licence()).contains("MIT");
          assertThat(repository.defaultBranch()).contains("trunk");
          assertThat(repository.tellsAll(true)).isTrue();
        });
    GITHUB.verify(
        getRequestedFor(urlEqualTo(PATH)).withHeader("Authorization", equalTo("Bearer ghs_token")));
  }

  @Test
  void says_in_a_sentence_why_github_did_not_tell() throws InterruptedException {
    GITHUB.stubFor(get(urlEqualTo(PATH)).willReturn(aResponse().withStatus(404)));
    assertThat(ask(Optional.empty())).hasValue(silent("answered with status 404"));

    GITHUB.stubFor(get(urlEqualTo(PATH)).willReturn(aResponse().withBody("<html>")));
    assertThat(ask(Optional.empty())).hasValue(silent("answered, but not with JSON"));
  }

  @Test
  void says_when_a_commit_was_made_however_much_it_changed() throws InterruptedException {
    GITHUB.stubFor(
        get(urlEqualTo(PATH + "/commits/abc"))
            .willReturn(
                okJson(
                    """
                    {"sha": "abc", "commit": {"author": {"date": "2020-01-01T00:00:00Z"},
                     "committer": {"date": "2021-03-04T05:06:07Z"}}, "files": ["%s"]}
                    """
                        .formatted("x".repeat(2 << 20)))));

    assertThat(endpoint(atWireMock(), Optional.empty()).dateOf("abc"))
        .contains(new Answer.Told<>(Instant.parse("2021-03-04T05:06:07Z")));
  }

  @Test
  void is_not_asked_where_nobody_says_where_it_is() throws InterruptedException {
    assertThat(ask(Map.of("GITHUB_REPOSITORY", "octo/parrot"), Optional.empty())).isEmpty();
    assertThat(ask(Map.of("GITHUB_API_URL", "http://127.0.0.1:1"), Optional.empty())).isEmpty();
    assertThat(
            ask(
                Map.of("GITHUB_API_URL", "here", "GITHUB_REPOSITORY", "octo/parrot"),
                Optional.empty()))
        .hasValue(new Answer.Silent<>("`GITHUB_API_URL` does not hold a web address."));
  }

  private static Answer<GitHubRepository> silent(String what) {
    return new Answer.Silent<>(
        "GitHub's API at `127.0.0.1:%d` %s.".formatted(GITHUB.getPort(), what));
  }

  private static Optional<Answer<GitHubRepository>> ask(Optional<Secret> token)
      throws InterruptedException {
    return ask(atWireMock(), token);
  }

  private static Optional<Answer<GitHubRepository>> ask(
      Map<String, String> environment, Optional<Secret> token) throws InterruptedException {
    return endpoint(environment, token).repository();
  }

  private static Map<String, String> atWireMock() {
    return Map.of(
        "GITHUB_API_URL",
        "http://127.0.0.1:%d/api".formatted(GITHUB.getPort()),
        "GITHUB_REPOSITORY",
        "octo/parrot");
  }

  private static RepositoryEndpoint endpoint(
      Map<String, String> environment, Optional<Secret> token) {
    var transport = new UrlConnectionTransport(new Connections(Network.DIRECT));
    return new RepositoryEndpoint(RunnerEnvironment.from(environment), token, transport);
  }
}
