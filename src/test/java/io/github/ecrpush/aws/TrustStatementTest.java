package io.github.ecrpush.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.credential.TokenClaims;
import io.github.ecrpush.iam.PolicyDocument;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The statement that is printed, put into a trust policy, lets in the job that it was printed for,
/// and no other.
class TrustStatementTest {

  private static final RoleArn ROLE = new RoleArn("aws", new AwsAccount("123456789012"), "ci");
  private static final int JOBS = 2_000;

  /// A job as its token tells it.
  private record Job(
      String owner,
      String repository,
      boolean numbered,
      String kind,
      String name,
      String workflow) {

    TokenClaims claims() {
      var said = new LinkedHashMap<String, String>();
      var ownerId = String.valueOf(1000 + Math.floorMod(owner.hashCode(), 9000));
      var repositoryId =
          String.valueOf(Math.floorMod((owner + "/" + repository).hashCode(), 1_000_000_000));
      var names =
          numbered
              ? owner + "@" + ownerId + "/" + repository + "@" + repositoryId
              : owner + "/" + repository;
      var caller = owner + "/" + repository + "/.github/workflows/ci.yml@refs/heads/main";
      said.put("iss", "https://token.actions.githubusercontent.com");
      said.put("aud", "sts.amazonaws.com");
      said.put("repository", owner + "/" + repository);
      said.put("repository_id", repositoryId);
      said.put("repository_owner_id", ownerId);
      said.put("workflow_ref", caller);
      said.put("job_workflow_ref", workflow.isEmpty() ? caller : workflow);
      said.put("ref", ref());
      said.put("sub", "repo:" + names + ":" + context());
      if (kind.equals("environment")) {
        said.put("environment", name);
      }
      return TokenClaims.of(new JsonTree(said));
    }

    private String context() {
      return switch (kind) {
        case "environment" -> "environment:" + name.replace(":", "%3A");
        case "pull_request" -> "pull_request";
        default -> "ref:" + ref();
      };
    }

    private String ref() {
      return switch (kind) {
        case "branch" -> "refs/heads/" + name;
        case "tag" -> "refs/tags/" + name;
        case "pull_request" -> "refs/pull/7/merge";
        default -> "refs/heads/main";
      };
    }

    /// Jobs that differ from this one in one thing.
    List<Job> others() {
      var others = new ArrayList<Job>();
      others.add(new Job(owner + "x", repository, numbered, kind, name, workflow));
      others.add(new Job(owner, repository + "-2", numbered, kind, name, workflow));
      for (var other : List.of("branch", "tag", "environment", "pull_request")) {
        if (!other.equals(kind)) {
          others.add(new Job(owner, repository, numbered, other, name, workflow));
        }
      }
      if (!kind.equals("pull_request")) {
        others.add(new Job(owner, repository, numbered, kind, name + "/2", workflow));
      }
      if (!workflow.isEmpty()) {
        others.add(new Job(owner, repository, numbered, kind, name, ""));
        others.add(new Job(owner, repository, numbered, kind, name, workflow + "x"));
      }
      return others;
    }
  }

  @Test
  void lets_in_the_job_that_it_is_made_for_and_no_other() {
    var random = new Random(20);
    for (int i = 0; i < JOBS; i++) {
      var job = job(random);
      var policy = policy(job.claims());

      assertThat(lets(job, policy)).as("%s", job).isTrue();
      for (var other : job.others()) {
        assertThat(lets(other, policy)).as("%s by the policy of %s", other, job).isFalse();
      }
    }
  }

  @Test
  void lets_the_same_job_in_when_its_repository_gets_numbers() {
    var before = new Job("octo", "app", false, "branch", "main", "");
    var after = new Job("octo", "app", true, "branch", "main", "");

    assertThat(lets(after, policy(before.claims()))).isTrue();
    assertThat(lets(before, policy(after.claims()))).isFalse();
  }

  @Test
  void keeps_other_branches_out_of_an_environment() {
    var said =
        new LinkedHashMap<>(new Job("o", "r", true, "environment", "prod", "").claims().said());
    var policy = policy(new TokenClaims(said));
    said.put("ref", List.of("refs/heads/other"));

    assertThat(new TrustReview(ROLE, new TokenClaims(said), "x").of(policy))
        .isInstanceOf(TrustFinding.Unmet.class);
  }

  @Test
  void holds_on_to_the_repository_when_the_organisation_composes_the_subject() {
    var said =
        new LinkedHashMap<>(new Job("octo", "app", false, "branch", "main", "").claims().said());
    said.put("sub", List.of("repository_owner:octo"));
    var policy = policy(new TokenClaims(said));

    assertThat(new TrustReview(ROLE, new TokenClaims(said), "x").of(policy))
        .isInstanceOf(TrustFinding.LetsIn.class);
    for (var claim : List.of("repository", "repository_id", "ref")) {
      var other = new LinkedHashMap<>(said);
      other.put(claim, List.of("other"));
      assertThat(new TrustReview(ROLE, new TokenClaims(other), "x").of(policy))
          .isInstanceOf(TrustFinding.Unmet.class);
    }
  }

  @Test
  void writes_what_looks_like_a_variable_as_text() {
    var job = new Job("octo", "app", false, "branch", "a${$}b", "");

    assertThat(TrustStatement.of(ROLE, job.claims()).text()).contains("refs/heads/a${$}{$}b");
  }

  private static Job job(Random random) {
    var names =
        List.of("main", "release/1.x", "Ünïcode", "a\"b\\c", "feature#1", "x'y", "*", "prod");
    var owners = List.of("octo", "Octo-Corp", "o");
    var repositories = List.of("app", "App.Web", "a_b-c");
    var kinds = List.of("branch", "tag", "environment", "pull_request");
    var workflows = List.of("", "", "octo/shared/.github/workflows/push.yml@refs/heads/main");
    return new Job(
        any(random, owners),
        any(random, repositories),
        random.nextBoolean(),
        any(random, kinds),
        any(random, names),
        any(random, workflows));
  }

  private static String any(Random random, List<String> texts) {
    return texts.get(random.nextInt(texts.size()));
  }

  private static PolicyDocument policy(TokenClaims claims) {
    var statement = Json.parse(TrustStatement.of(ROLE, claims).text()).value();
    return PolicyDocument.parse(
        new JsonTree(Map.of("Version", "2012-10-17", "Statement", List.of(statement))));
  }

  private static boolean lets(Job job, PolicyDocument policy) {
    return new TrustReview(ROLE, job.claims(), "x").of(policy) instanceof TrustFinding.LetsIn;
  }
}
