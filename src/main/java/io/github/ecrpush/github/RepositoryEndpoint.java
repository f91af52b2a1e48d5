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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// GitHub's API, as far as it says what a repository is and when its commits were made. Nothing
/// that a run needs depends on it, so it is not waited for long, and what goes wrong is told as a
/// sentence.
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

  /// What came of a question.
  public sealed interface Answer<T> {

    /// GitHub told.
    record Told<T>(T what) implements Answer<T> {}

    /// GitHub did not tell.
    ///
    /// @param why a whole sentence
    record Silent<T>(String why) implements Answer<T> {}

    /// What it told.
    default Optional<T> told() {
      return this instanceof Told<T>(T what) ? Optional.of(what) : Optional.empty();
    }

    /// Why it did not.
    default Optional<String> silence() {
      return this instanceof Silent<T>(String why) ? Optional.of(why) : Optional.empty();
    }
  }

  /// Asks what the repository is. This and the other question are asked where it is known whom and
  /// about what; there is nothing where it is not.
  public Optional<Answer<GitHubRepository>> repository() throws InterruptedException {
    return ask("", body -> Optional.of(new GitHubRepository(Json.parse(body))));
  }

  /// Asks when a commit was made. What it changed comes behind that, and is not read.
  public Optional<Answer<Instant>> dateOf(String sha) throws InterruptedException {
    return ask(
        "/commits/" + sha,
        body ->
            Json.part(body, "commit", "committer", "date").text().flatMap(GitHubEvent::instant));
  }

  /// Reads an answer; nothing when it does not say what was asked for.
  @FunctionalInterface
  private interface Reading<T> {
    Optional<T> read(InputStream body) throws IOException;
  }

  private <T> Optional<Answer<T>> ask(String below, Reading<T> reading)
      throws InterruptedException {
    if (runner.apiUrl().isEmpty() || runner.repository().isEmpty()) {
      return Optional.empty();
    }
    var address = WebAddress.parse(runner.apiUrl() + "/repos/" + runner.repository() + below);
    return Optional.of(
        address.isPresent()
            ? ask(address.get(), reading)
            : new Answer.Silent<>("`GITHUB_API_URL` does not hold a web address."));
  }

  private <T> Answer<T> ask(URI address, Reading<T> reading) throws InterruptedException {
    var request =
        HttpRequest.get(address)
            .with("Accept", "application/vnd.github+json")
            .with("User-Agent", "ecr-push")
            .within(PATIENCE);
    if (token.isPresent() && !HeaderText.isPlain(token.get().reveal())) {
      return new Answer.Silent<>("`github-token` has characters that no token has.");
    }
    var signed =
        token.isPresent()
            ? request.with("Authorization", "Bearer " + token.get().reveal())
            : request;
    try {
      return transport.send(signed, response -> read(signed, response, reading));
    } catch (HttpStatusException e) {
      return silent(address, "answered with status %d".formatted(e.status()));
    } catch (JsonException _) { // what it said may be anything
      return silent(address, "answered, but not with JSON");
    } catch (IOException _) {
      return silent(address, "could not be reached");
    }
  }

  private static <T> Answer<T> read(HttpRequest request, HttpResponse response, Reading<T> reading)
      throws IOException {
    if (!response.isSuccess()) {
      throw HttpStatusException.of(request, response);
    }
    var told = reading.read(new ByteArrayInputStream(response.beginning(LONGEST_ANSWER)));
    return told.isPresent()
        ? new Answer.Told<>(told.get())
        : silent(request.uri(), "answered, but not what was asked for");
  }

  private static <T> Answer<T> silent(URI address, String what) {
    return new Answer.Silent<>("GitHub's API at `%s` %s.".formatted(address.getAuthority(), what));
  }
}
