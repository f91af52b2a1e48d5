package io.github.ecrpush.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.github.RepositoryEndpoint;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.http.HttpRequest;
import io.github.ecrpush.http.HttpResponse;
import io.github.ecrpush.http.HttpTransport;
import io.github.ecrpush.metadata.Fact;
import io.github.ecrpush.metadata.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceReaderTest {

  private static final String SHA = "a".repeat(40);
  private static final String OTHER = "b".repeat(40);
  private static final String AWAY =
      "GitHub's API at `api.github.example` answered with status 404.";
  private static final Instant NOW = Instant.parse("2024-01-02T03:04:05Z");

  private static final String REPOSITORY =
      """
      "repository": {
        "name": "parrot",
        "html_url": "https://github.example/octo/parrot",
        "description": "Repeats what it hears",
        "license": {"spdx_id": "MIT"},
        "default_branch": "trunk"
      }
      """;

  @TempDir private Path folder;

  private final Map<String, String> environment = new HashMap<>();
  private GitFacts git = GitFacts.NONE;

  /// What GitHub says at each path; `""` for nothing. It is not to be asked for anything else.
  private final Map<String, String> gitHub = new HashMap<>();

  @Test
  void takes_from_a_push_all_that_it_says() throws IOException {
    job("push", "refs/heads/trunk");
    event(
        """
        {"commits": [], "head_commit": {"id": "%s", "timestamp": "2021-03-04T05:06:07+02:00"}, %s}
        """
            .formatted(SHA, REPOSITORY));

    var source = read();

    assertThat(source.ref()).isEqualTo("refs/heads/trunk");
    assertThat(source.sha()).isEqualTo(SHA);
    assertThat(source.repository().name()).isEqualTo("parrot");
    assertThat(source.repository().url()).contains("https://github.example/octo/parrot");
    assertThat(source.repository().description()).contains("Repeats what it hears");
    assertThat(source.repository().licence()).contains("MIT");
    assertThat(source.repository().defaultBranch()).contains("trunk");
    assertThat(source.commitDate()).contains(Instant.parse("2021-03-04T03:06:07Z"));
    assertThat(source.created()).isEqualTo(source.commitDate());
    assertThat(source.now()).isEqualTo(NOW);
  }

  @Test
  void takes_the_date_of_its_own_commit_only() throws IOException {
    job("push", "refs/heads/trunk");
    event(
        """
        {"commits": [{"id": "%s", "timestamp": "2021-03-04T05:06:07Z"}],
         "head_commit": {"id": "%s", "timestamp": "2021-03-04T05:06:08Z"}, %s}
        """
            .formatted(OTHER, OTHER, REPOSITORY));

    assertThat(read().commitDate()).isEmpty();
    assertThat(read().created()).isEmpty();
  }

  @Test
  void finds_the_date_among_all_commits_of_a_push() throws IOException {
    job("push", "refs/heads/trunk");
    event(
        """
        {"commits": [{"id": "%s", "timestamp": "2021-03-04T05:06:07Z"},
                     {"id": "%s", "timestamp": "2021-03-04T05:06:08Z"}],
         "head_commit": null, %s}
        """
            .formatted(OTHER, SHA, REPOSITORY));

    assertThat(read().commitDate()).contains(Instant.parse("2021-03-04T05:06:08Z"));
    assertThat(read().created()).isEqualTo(read().commitDate());
  }

  @Test
  void asks_github_for_the_date_where_a_rule_wants_it_and_nobody_else_knows() throws IOException {
    job("workflow_dispatch", "refs/heads/trunk");
    event("{" + REPOSITORY + "}");
    gitHub.put(
        "/repos/octo/parrot/commits/" + SHA,
        """
        {"commit": {"committer": {"date": "2021-03-04T05:06:07Z"}}, "files": [
        """);

    assertThat(read(Fact.COMMIT_DATE).commitDate()).contains(Instant.parse("2021-03-04T05:06:07Z"));
    assertThat(read(Fact.COMMIT_DATE).created()).isEqualTo(read(Fact.COMMIT_DATE).commitDate());
    assertThat(read(Fact.DEFAULT_BRANCH).commitDate()).isEmpty();

    gitHub.put("/repos/octo/parrot/commits/" + SHA, "");
    assertThat(read(Fact.COMMIT_DATE).notices()).containsExactly(AWAY);

    gitHub.put("/repos/octo/parrot/commits/" + SHA, "{}");
    assertThat(read(Fact.COMMIT_DATE).notices())
        .containsExactly(
            "GitHub's API at `api.github.example` answered, but not what was asked for.");
  }

  @Test
  void takes_the_date_that_is_set_for_the_image_and_for_the_clock() throws IOException {
    job("push", "refs/heads/trunk");
    event("{" + REPOSITORY + "}");
    environment.put("SOURCE_DATE_EPOCH", "1600000000");

    assertThat(read().created()).contains(Instant.ofEpochSecond(1_600_000_000));
    assertThat(read().now()).isEqualTo(Instant.ofEpochSecond(1_600_000_000));
    assertThat(read().commitDate()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"yesterday", "-1", "253402300800", "99999999999999999999"})
  void refuses_what_is_no_date(String written) throws IOException {
    job("push", "refs/heads/trunk");
    event("{" + REPOSITORY + "}");
    environment.put("SOURCE_DATE_EPOCH", written);

    var refused = catchThrowableOfType(FailureException.class, this::read);

    assertThat(refused.failure().explanation().id()).isEqualTo("source-date-malformed");
  }

  @Test
  void a_pull_request_is_known_by_its_number_whatever_branch_it_runs_on() throws IOException {
    job("pull_request_target", "refs/heads/trunk");
    event(
        """
        {"number": 7, "pull_request": {"head": {"sha": "%s"}, "base": {"ref": "trunk"}}, %s}
        """
            .formatted(OTHER, REPOSITORY));

    assertThat(read().ref()).isEqualTo("refs/pull/7/merge");
    assertThat(read().baseRef()).isEqualTo("trunk");
    assertThat(read().sha()).isEqualTo(SHA);

    environment.put("DOCKER_METADATA_PR_HEAD_SHA", "true");

    assertThat(read().sha()).isEqualTo(OTHER);
  }

  @Test
  void asks_github_only_for_what_the_event_does_not_say() throws IOException {
    job("schedule", "refs/heads/trunk");
    event("{\"repository\": {\"name\": \"parrot\", \"description\": null}}");
    gitHub.put("/repos/octo/parrot", REPOSITORY.substring(REPOSITORY.indexOf('{')));

    var source = read();

    assertThat(source.repository().licence()).contains("MIT");
    assertThat(source.repository().url()).contains("https://github.example/octo/parrot");
    assertThat(source.repository().unread()).isEmpty();
  }

  @Test
  void goes_on_when_github_does_not_answer() throws IOException {
    job("schedule", "refs/heads/trunk");
    event("{}");
    environment.put("GITHUB_SERVER_URL", "https://github.example");
    gitHub.put("/repos/octo/parrot", "");

    var source = read();

    assertThat(source.repository().name()).isEqualTo("parrot");
    assertThat(source.repository().url()).contains("https://github.example/octo/parrot");
    assertThat(source.repository().unread()).isEqualTo(AWAY);
    // GitHub runs schedules nowhere else
    assertThat(source.repository().defaultBranch()).contains("trunk");
  }

  @Test
  void takes_from_git_what_no_job_says() {
    git =
        new GitFacts(
            Optional.of(SHA),
            Optional.of("feature/x"),
            List.of(),
            Optional.of(NOW),
            Optional.of("git@github.com:octo/parrot.git"),
            Optional.of("trunk"),
            Optional.empty());

    var source = read();

    assertThat(source.event()).isEmpty();
    assertThat(source.ref()).isEqualTo("refs/heads/feature/x");
    assertThat(source.sha()).isEqualTo(SHA);
    assertThat(source.created()).contains(NOW);
    assertThat(source.repository().name()).isEqualTo("parrot");
    assertThat(source.repository().url()).contains("https://github.com/octo/parrot");
    assertThat(source.repository().defaultBranch()).contains("trunk");
  }

  @Test
  void takes_the_tag_of_a_commit_that_no_branch_leads_to() {
    git =
        new GitFacts(
            Optional.of(SHA),
            Optional.empty(),
            List.of("v1.2.3", "v1"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    var source = read();

    assertThat(source.ref()).isEqualTo("refs/tags/v1.2.3");
    assertThat(source.notices())
        .containsExactly(
            "Several tags are on the commit. It is named by the first of them: `v1.2.3`, `v1`.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          ''
          'not json'
          '[]'
          '{"repository": 7, "pull_request": "x", "commits": {"id": 1}, "head_commit": []}'
          """)
  void an_event_that_says_nothing_is_no_failure(String event) throws IOException {
    job("push", "refs/heads/trunk");
    event(event);
    environment.remove("GITHUB_API_URL");

    assertThat(read().sha()).isEqualTo(SHA);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          '{"number": 2,'
          'not json'
          """)
  void says_that_an_event_cannot_be_read(String event) throws IOException {
    job("pull_request", "refs/pull/2/merge");
    event(event);
    environment.remove("GITHUB_API_URL");

    assertThat(read().notices())
        .singleElement()
        .asString()
        .startsWith("The file of the job's event, `GITHUB_EVENT_PATH`, cannot be read");

    environment.put("GITHUB_EVENT_PATH", folder.resolve("nothing.json").toString());
    assertThat(read().notices()).hasSize(1);
  }

  @Test
  void says_that_another_commit_is_checked_out_than_the_run_is_for() throws IOException {
    job("workflow_dispatch", "refs/heads/trunk");
    event("{" + REPOSITORY + "}");
    checkedOut(OTHER, "git@github.com:octo/parrot.git");

    assertThat(read().sha()).isEqualTo(SHA);
    assertThat(read().notices())
        .containsExactly(
            "Names and labels are those of the commit `%s`, which the run is for. Checked out is `%s`."
                .formatted(SHA, OTHER));

    checkedOut(SHA, "git@github.com:octo/parrot.git");
    assertThat(read().notices()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"git@work:octo/parrot.git", "gh:octo/parrot", "ssh://git@work/octo/parrot"})
  void a_name_that_one_machine_knows_is_no_address(String origin) {
    checkedOut(SHA, origin);

    assertThat(read().repository().url()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://github.com/octo/parrot",
        "https://github.com/octo/parrot/",
        "https://github.com/octo/parrot.git/",
        "ssh://git@github.com:22/octo/parrot.git",
        "ssh://git@ssh.github.com:443/octo/parrot.git",
      })
  void an_address_leads_to_the_same_page_however_it_is_written(String origin) {
    checkedOut(SHA, origin);

    assertThat(read().repository().url()).contains("https://github.com/octo/parrot");
  }

  private void checkedOut(String commit, String origin) {
    git =
        new GitFacts(
            Optional.of(commit),
            Optional.of("trunk"),
            List.of(),
            Optional.empty(),
            Optional.of(origin),
            Optional.of("trunk"),
            Optional.empty());
  }

  private void job(String event, String ref) {
    environment.put("GITHUB_EVENT_NAME", event);
    environment.put("GITHUB_REF", ref);
    environment.put("GITHUB_SHA", SHA);
    environment.put("GITHUB_REPOSITORY", "octo/parrot");
    environment.put("GITHUB_API_URL", "https://api.github.example");
  }

  private void event(String json) throws IOException {
    var file = folder.resolve("event.json");
    Files.writeString(file, json);
    environment.put("GITHUB_EVENT_PATH", file.toString());
  }

  private Source read() {
    return read(Fact.DEFAULT_BRANCH);
  }

  private Source read(Fact wanted) {
    var runner = RunnerEnvironment.from(environment);
    return new SourceReader(
            runner,
            environment,
            () -> git,
            () -> new RepositoryEndpoint(runner, Optional.empty(), new PlayedGitHub()),
            () -> NOW)
        .read(Set.of(wanted));
  }

  private final class PlayedGitHub implements HttpTransport {
    @Override
    public <T> T send(HttpRequest request, Reading<T> reading) throws IOException {
      var path = request.uri().getPath();
      assertThat(gitHub).containsKey(path);
      var said = gitHub.getOrDefault(path, "");
      int status = said.isEmpty() ? 404 : 200;
      return reading.read(
          new HttpResponse(status, Map.of(), new ByteArrayInputStream(said.getBytes(UTF_8))));
    }
  }
}
