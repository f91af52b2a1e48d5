package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.RoleArn;
import io.github.ecrpush.aws.TrustStatement;
import io.github.ecrpush.credential.TokenClaims;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.operation.AccessPlan.TokenProvider;
import io.github.ecrpush.operation.PolicyWish.Subject;
import io.github.ecrpush.operation.PolicyWish.Verb;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is printed beforehand for a job is what would be printed when its role refused it.
class EntranceTest {

  private static final RoleArn ROLE = new RoleArn("aws", new AwsAccount("123456789012"), "ci");
  private static final TokenProvider GITHUB =
      new TokenProvider(
          "https://token.actions.githubusercontent.com", List.of("sts.amazonaws.com"));
  private static final String OWN = "octo/app/.github/workflows/ci.yml@refs/heads/main";
  private static final String CALLED = "octo/shared/.github/workflows/push.yml@refs/heads/main";

  /// A job, and the claims of its token that differ from job to job.
  record Job(String event, String ref, String environment, String workflow, Subject subject) {

    private String names() {
      return subject == Subject.IMMUTABLE ? "octo@17/app@42" : "octo/app";
    }

    private String context() {
      if (!environment.isEmpty()) {
        return "environment:" + environment;
      }
      return event.equals("pull_request") ? event : "ref:" + ref;
    }

    TokenClaims claims() {
      var said = new LinkedHashMap<String, String>();
      said.put("iss", GITHUB.issuer());
      said.put("aud", "sts.amazonaws.com");
      said.put("sub", "repo:" + names() + ":" + context());
      said.put("ref", ref);
      said.put("workflow_ref", OWN);
      said.put("job_workflow_ref", workflow.isEmpty() ? OWN : workflow);
      if (subject != Subject.CLASSIC) {
        said.put("repository_id", "42");
        said.put("repository_owner_id", "17");
      }
      return TokenClaims.of(new JsonTree(said));
    }

    Map<String, String> environmentOfJob() {
      return Map.of(
          "GITHUB_REPOSITORY", "octo/app",
          "GITHUB_REPOSITORY_ID", "42",
          "GITHUB_REPOSITORY_OWNER_ID", "17",
          "GITHUB_REF", ref,
          "GITHUB_EVENT_NAME", event);
    }

    PolicyWish wish() {
      return new PolicyWish(Verb.PUSH, subject, given(environment), given(workflow));
    }

    private static Optional<String> given(String text) {
      return Optional.of(text).filter(name -> !name.isEmpty());
    }
  }

  static Stream<Job> jobs() {
    return Stream.of(Subject.values())
        .flatMap(subject ->
            Stream.of("", CALLED)
                .flatMap(workflow ->
                    Stream.of(
                        new Job("push", "refs/heads/main", "", workflow, subject),
                        new Job("push", "refs/tags/v1", "", workflow, subject),
                        new Job("push", "refs/heads/main", "prod", workflow, subject),
                        new Job("pull_request", "refs/pull/7/merge", "", workflow, subject))));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void is_what_a_refusal_would_print(Job job) {
    var reader =
        new WorkflowJobReader(RunnerEnvironment.from(job.environmentOfJob()), Optional.empty());

    assertThat(reader.read(job.wish()).entrance(GITHUB).equal())
        .containsExactlyEntriesOf(TrustStatement.of(ROLE, job.claims()).wanted());
  }
}
