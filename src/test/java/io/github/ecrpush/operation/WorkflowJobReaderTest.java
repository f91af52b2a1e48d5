package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.git.WorkingTree;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.operation.PolicyWish.Subject;
import io.github.ecrpush.operation.PolicyWish.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowJobReaderTest {

  private static final Map<String, String> JOB =
      Map.of(
          "GITHUB_REPOSITORY", "octo/app",
          "GITHUB_REPOSITORY_ID", "42",
          "GITHUB_REPOSITORY_OWNER_ID", "17",
          "GITHUB_REF", "refs/heads/main",
          "GITHUB_EVENT_NAME", "push");

  @TempDir private Path folder;

  @Test
  void names_the_branch_or_tag_that_the_job_runs_for() {
    assertThat(job(JOB, Subject.CLASSIC, ""))
        .isEqualTo(
            new WorkflowJob(
                "https://token.actions.githubusercontent.com",
                List.of("repo:octo/app:ref:refs/heads/main"),
                Optional.empty(),
                Optional.empty()));
    assertThat(job(with("GITHUB_REF", "refs/tags/v1:2"), Subject.CLASSIC, "").subjects())
        .containsExactly("repo:octo/app:ref:refs/tags/v1%3A2");
  }

  @Test
  void has_numbers_only_when_they_are_asked_for() {
    assertThat(job(JOB, Subject.IMMUTABLE, "").subjects())
        .containsExactly("repo:octo@17/app@42:ref:refs/heads/main");
    assertThat(job(JOB, Subject.BOTH, "").subjects())
        .containsExactly(
            "repo:octo/app:ref:refs/heads/main", "repo:octo@17/app@42:ref:refs/heads/main");
    assertThatThrownBy(() -> job(with("GITHUB_REPOSITORY_ID", ""), Subject.BOTH, ""))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().explanation().id()).isEqualTo("policy-numbers-unknown"));
  }

  @Test
  void asks_for_the_branch_beside_an_environment_that_hides_it() {
    var job = job(JOB, Subject.CLASSIC, "prod:eu");

    assertThat(job.subjects()).containsExactly("repo:octo/app:environment:prod%3Aeu");
    assertThat(job.ref()).contains("refs/heads/main");
  }

  @Test
  void knows_one_subject_for_all_pull_requests() {
    var pulled = with("GITHUB_EVENT_NAME", "pull_request");

    assertThat(job(pulled, Subject.CLASSIC, "").subjects())
        .containsExactly("repo:octo/app:pull_request");
    assertThat(job(pulled, Subject.CLASSIC, "preview").ref()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "https://github.com, https://token.actions.githubusercontent.com",
    "https://octo.ghe.com, https://token.actions.octo.ghe.com",
    "https://git.octo.example, https://git.octo.example/_services/token",
  })
  void knows_who_makes_the_tokens_of_a_server(String server, String issuer) {
    assertThat(job(with("GITHUB_SERVER_URL", server), Subject.CLASSIC, "").issuer())
        .isEqualTo(issuer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://github.com/octo/app",
        "https://me:token@github.com/octo/app.git",
        "git@github.com:octo/app.git",
        "ssh://git@github.com:22/octo/app.git",
      })
  void takes_what_git_knows_where_there_is_no_job(String url) throws IOException {
    clone(url);

    assertThat(job(Map.of(), Subject.CLASSIC, ""))
        .isEqualTo(
            new WorkflowJob(
                "https://token.actions.githubusercontent.com",
                List.of("repo:octo/app:ref:refs/heads/dev"),
                Optional.empty(),
                Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/srv/git/octo/app.git", "../app.git", "https://github.com/octo", "a b"})
  void says_when_nobody_knows_the_repository(String url) throws IOException {
    clone(url);

    assertThatThrownBy(() -> job(Map.of(), Subject.CLASSIC, ""))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().explanation().id()).isEqualTo("policy-repository-unknown"));
  }

  @Test
  void says_when_nobody_knows_the_branch() {
    assertThatThrownBy(() -> job(Map.of("GITHUB_REPOSITORY", "octo/app"), Subject.CLASSIC, ""))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().explanation().id()).isEqualTo("policy-branch-unknown"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "octo/shared/.github/workflows/push.yml@refs/heads/main",
        "octo/shared/.github/workflows/push.yaml@refs/tags/v1",
        "octo/shared/.github/workflows/push.yml@0123456789abcdef0123456789abcdef01234567",
      })
  void takes_a_called_workflow_as_tokens_name_it(String workflow) {
    assertThat(job(JOB, calledBy(workflow)).calledWorkflow()).contains(workflow);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "octo/shared/.github/workflows/push.yml",
        "octo/shared/.github/workflows/push.yml@main",
        "octo/shared/.github/workflows/push.yml@v1",
        "./.github/workflows/push.yml@refs/heads/main",
        "octo/shared/push.yml@refs/heads/main",
        "",
      })
  void refuses_a_called_workflow_that_no_token_names(String workflow) {
    assertThatThrownBy(() -> job(JOB, calledBy(workflow)))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().explanation().id()).isEqualTo("policy-workflow-malformed"));
  }

  @Test
  void takes_no_environment_that_no_job_can_have() {
    for (var name : List.of("", " ", "a\nb")) {
      var wish = new PolicyWish(Verb.PUSH, Subject.CLASSIC, Optional.of(name), Optional.empty());

      assertThatThrownBy(() -> job(JOB, wish))
          .isInstanceOfSatisfying(
              FailureException.class,
              e ->
                  assertThat(e.failure().explanation().id())
                      .isEqualTo("policy-environment-malformed"));
    }
  }

  private static PolicyWish calledBy(String workflow) {
    return new PolicyWish(Verb.PUSH, Subject.CLASSIC, Optional.empty(), Optional.of(workflow));
  }

  private void clone(String url) throws IOException {
    var git = Files.createDirectories(folder.resolve(".git"));
    Files.writeString(git.resolve("HEAD"), "ref: refs/heads/dev\n");
    Files.writeString(git.resolve("config"), "[remote \"origin\"]\n\turl = " + url + "\n");
  }

  private WorkflowJob job(Map<String, String> environment, Subject subject, String job) {
    var named = Optional.of(job).filter(name -> !name.isEmpty());
    return job(environment, new PolicyWish(Verb.PUSH, subject, named, Optional.empty()));
  }

  private WorkflowJob job(Map<String, String> environment, PolicyWish wish) {
    return new WorkflowJobReader(RunnerEnvironment.from(environment), WorkingTree.at(folder))
        .read(wish);
  }

  private static Map<String, String> with(String variable, String value) {
    var all = new LinkedHashMap<>(JOB);
    all.put(variable, value);
    return all;
  }
}
