package io.github.ecrpush.operation;

import static io.github.ecrpush.testing.GoldenTable.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.input.Input;
import io.github.ecrpush.operation.CheckTargets.Depth;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many requests a run costs at GitHub, AWS and the registry; what the engine asks the registry
/// is not counted. The table stands in `docs/performance.md`.
class RequestsOfARunTest {

  private static final Path PAGE = Path.of("docs/performance.md");
  private static final String COMMIT = "1".repeat(40);

  /// Requests, in the order in which they are made, and why they are.
  private static final Map<String, String> WHY = why();

  private final Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
  @TempDir private Path folder;

  private static Map<String, String> why() {
    var why = new LinkedHashMap<String, String>();
    why.put("oidc:GET /oidc/token", "proves to STS which job asks");
    why.put("sts:AssumeRoleWithWebIdentity", "gives credentials, and tells the account");
    why.put("ecr:GetAuthorizationToken", "the login of the engine, and of reading back; by region");
    why.put(
        "ecr:DescribeRepositories", "whether it is there, where, with which settings and rules");
    why.put("ecr:BatchGetImage", "what the tags name now: is there anything to push, may it be");
    why.put("ecr:CreateRepository", "what it says, with all settings that can be given at once");
    why.put("ecr:GetRepositoryPolicy", "only when one is wished: does it differ");
    why.put("ecr:GetLifecyclePolicy", "only when one is wished: does it differ");
    why.put("ecr:ListTagsForResource", "only when some are wished: do they differ");
    why.put("ecr:BatchCheckLayerAvailability", "may we");
    why.put("ecr:InitiateLayerUpload", "may we");
    why.put("ecr:UploadLayerPart", "may we");
    why.put("ecr:CompleteLayerUpload", "may we");
    why.put("ecr:PutImage", "may we");
    why.put("registry:HEAD manifest by tag", "does the tag name what is handed out");
    why.put(
        "registry:GET manifest by digest",
        "is what is handed out there, byte for byte; what further tags are given");
    why.put("registry:GET blob", "the label that says of which commit the image is");
    why.put("layers:GET", "where the registry sends us for that");
    return why;
  }

  @Test
  void costs_no_more_requests_than_the_page_says() {
    try (var runs = SandboxRuns.in(folder, "app", "second")) {
      var seen = new ConcurrentLinkedQueue<String>();
      runs.sandbox().watch(seen::add);

      right(runs.push(COMMIT, inputs("app", "one")));
      count("nothing changed", seen, () -> right(runs.push(COMMIT, inputs("app", "one"))));
      count("one new tag", seen, () -> right(runs.push(COMMIT, inputs("app", "two"))));
      count("two new tags", seen, () -> right(runs.push(COMMIT, inputs("app", "three\nfour"))));
      var reuse = with(inputs("app", "one"), Map.of(Input.IF_TAG_EXISTS, "reuse"));
      count("reuse", seen, () -> right(runs.push(COMMIT, reuse)));
      runs.before(new RecordingSteps());
      var exports = Map.of(Input.OUTPUT_ENV_CREDENTIALS, "true", Input.EXPORT_DOCKER_LOGIN, "true");
      count(
          "nothing changed, with exports",
          seen,
          () -> right(runs.push(COMMIT, with(inputs("app", "one"), exports))));
      var create = with(inputs("new", "one"), Map.of(Input.CREATE_REPOSITORY, "if-missing"));
      count("create", seen, () -> right(runs.push(COMMIT, create)));
      var sync =
          with(
              inputs("second", "one"),
              Map.of(
                  Input.CREATE_REPOSITORY, "sync",
                  Input.SCAN_ON_PUSH, "true",
                  Input.PULL_FROM, "lambda",
                  Input.LIFECYCLE_POLICY, "keep=10",
                  Input.REPOSITORY_TAGS, "team=images"));
      right(runs.push(COMMIT, sync));
      count("sync, nothing to do", seen, () -> right(runs.push(COMMIT, sync)));
      var regions = Map.of(Input.REGIONS, "eu-west-1,eu-central-1");
      var made =
          with(with(inputs("both", "one"), regions), Map.of(Input.CREATE_REPOSITORY, "if-missing"));
      right(runs.push(COMMIT, made));
      count(
          "two regions, one new tag",
          seen,
          () -> right(runs.push(COMMIT, with(inputs("both", "two"), regions))));
      count(
          "check",
          seen,
          () ->
              assertThat(runs.check(COMMIT, inputs("app", "one"), Depth.ALL).failures()).isEmpty());
      var three =
          with(
              inputs("app", "one"),
              Map.of(Input.ALSO_PUSH_TO, "repository=second\nrepository=new"));
      count(
          "check of three repositories",
          seen,
          () -> assertThat(runs.check(COMMIT, three, Depth.ALL).failures()).isEmpty());
    }

    assertGolden(PAGE, "requests", written());
  }

  private void count(String run, ConcurrentLinkedQueue<String> seen, Runnable work) {
    seen.clear();
    work.run();
    var count = new TreeMap<String, Integer>();
    for (var call : seen) {
      var name = name(call);
      if (!name.isEmpty()) {
        assertThat(WHY).as("a request with a reason").containsKey(name);
        count.merge(name, 1, Integer::sum);
      }
    }
    counts.put(run, count);
  }

  /// What a request is called in the table; nothing when it is the engine's.
  private static String name(String call) {
    if (call.startsWith("layers:GET")) {
      return "layers:GET";
    }
    if (!call.startsWith("registry:")) {
      return call;
    }
    if (call.startsWith("registry:GET") && call.contains("/blobs/")) {
      return "registry:GET blob";
    }
    boolean ours = call.contains("/manifests/") && !call.startsWith("registry:PUT");
    return ours
        ? call.substring(0, call.indexOf(' '))
            + " manifest by "
            + (call.contains("sha256:") ? "digest" : "tag")
        : "";
  }

  private String written() {
    var text = new StringBuilder("| request | why |");
    counts.keySet().forEach(run -> text.append(" ").append(run).append(" |"));
    text.append("\n| --- | --- ").append("| --- ".repeat(counts.size())).append("|\n");
    WHY.forEach((request, reason) -> {
      text.append("| `").append(request).append("` | ").append(reason).append(" |");
      counts
          .values()
          .forEach(count ->
              text.append(" ")
                  .append(count.containsKey(request) ? count.get(request) : "")
                  .append(" |"));
      text.append("\n");
    });
    text.append("| all | |");
    counts
        .values()
        .forEach(count ->
            text.append(" ")
                .append(count.values().stream().mapToInt(Integer::intValue).sum())
                .append(" |"));
    return text.append("\n").toString();
  }

  private static void right(PushReport report) {
    assertThat(report.failures()).isEmpty();
  }

  private static Map<Input, String> inputs(String repository, String tags) {
    return Map.of(Input.REPOSITORY, repository, Input.TAGS, tags);
  }

  private static Map<Input, String> with(Map<Input, String> some, Map<Input, String> more) {
    var all = new EnumMap<Input, String>(Input.class);
    all.putAll(some);
    all.putAll(more);
    return all;
  }
}
