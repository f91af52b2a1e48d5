package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.github.GitHubRepository;
import io.github.ecrpush.github.RepositoryEndpoint.Answer;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.metadata.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceReaderTest {

  private static final String SHA = "a".repeat(40);
  private static final String OTHER = "b".repeat(40);
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
  private SourceReader.Question question =
      () -> {
        throw new AssertionError("GitHub was asked");
      };

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
    question =
        () ->
            Optional.of(
                new Answer.Told(
                    new GitHubRepository(Json.parse("{" + REPOSITORY + "}").at("repository"))));

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
    question = () -> Optional.of(new Answer.Silent("It is away."));

    var source = read();

    assertThat(source.repository().name()).isEqualTo("parrot");
    assertThat(source.repository().url()).contains("https://github.example/octo/parrot");
    assertThat(source.repository().unread()).isEqualTo("It is away.");
    // GitHub runs schedules nowhere else
    assertThat(source.repository().defaultBranch()).contains("trunk");
  }

  @Test
  void takes_from_git_what_no_job_says() {
    question = Optional::empty;
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
    question = Optional::empty;
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
    question = Optional::empty;

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
    question = Optional::empty;

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
    question = Optional::empty;
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
    question = Optional::empty;
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
  }

  private void event(String json) throws IOException {
    var file = folder.resolve("event.json");
    Files.writeString(file, json);
    environment.put("GITHUB_EVENT_PATH", file.toString());
  }

  private Source read() {
    return new SourceReader(
            RunnerEnvironment.from(environment), environment, () -> git, question, () -> NOW)
        .read(true);
  }
}
