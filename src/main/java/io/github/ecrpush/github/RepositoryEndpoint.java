package io.github.ecrpush.github;

import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.http.HeaderText;
import io.github.ecrpush.http.HttpRequest;
import io.github.ecrpush.http.HttpResponse;
import io.github.ecrpush.http.HttpStatusException;
import io.github.ecrpush.http.HttpTransport;
import io.github.ecrpush.http.WebAddress;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// GitHub's API, as far as it says what a repository is. Nothing that a run needs depends on it, so
/// it is not waited for long, and what goes wrong is told as a sentence.
public final class RepositoryEndpoint {

  private static final int LONGEST_ANSWER = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RunnerEnvironment runner;
  private final Optional<Secret> token;
  private final HttpTransport transport;

  /// @param token who we are to GitHub; without one it says what everybody may know
  public RepositoryEndpoint(
      RunnerEnvironment runner, Optional<Secret> token, HttpTransport transport) {
    this.runner = runner;
    this.token = token;
    this.transport = transport;
  }

  /// What came of the question.
  public sealed interface Answer {

    /// GitHub told.
    record Told(GitHubRepository repository) implements Answer {}

    /// GitHub did not tell.
    ///
    /// @param why a whole sentence
    record Silent(String why) implements Answer {}
  }

  /// Asks, where it is known whom and about what; nothing where it is not.
  public Optional<Answer> ask() throws InterruptedException {
    if (runner.apiUrl().isEmpty() || runner.repository().isEmpty()) {
      return Optional.empty();
    }
    var address = WebAddress.parse(runner.apiUrl() + "/repos/" + runner.repository());
    return Optional.of(
        address.isPresent()
            ? ask(address.get())
            : new Answer.Silent("`GITHUB_API_URL` does not hold a web address."));
  }

  private Answer ask(URI address) throws InterruptedException {
    var request =
        HttpRequest.get(address)
            .with("Accept", "application/vnd.github+json")
            .with("User-Agent", "ecr-push")
            .within(PATIENCE);
    if (token.isPresent() && !HeaderText.isPlain(token.get().reveal())) {
      return new Answer.Silent("`github-token` has characters that no token has.");
    }
    var signed =
        token.isPresent()
            ? request.with("Authorization", "Bearer " + token.get().reveal())
            : request;
    try {
      return transport.send(signed, response -> read(signed, response));
    } catch (HttpStatusException e) {
      return silent(address, "answered with status %d".formatted(e.status()));
    } catch (JsonException _) { // what it said may be anything
      return silent(address, "answered, but not with JSON");
    } catch (IOException _) {
      return silent(address, "could not be reached");
    }
  }

  private static Answer read(HttpRequest request, HttpResponse response) throws IOException {
    if (!response.isSuccess()) {
      throw HttpStatusException.of(request, response);
    }
    return new Answer.Told(new GitHubRepository(Json.parse(response.bytes(LONGEST_ANSWER))));
  }

  private static Answer silent(URI address, String what) {
    return new Answer.Silent("GitHub's API at `%s` %s.".formatted(address.getAuthority(), what));
  }
}
