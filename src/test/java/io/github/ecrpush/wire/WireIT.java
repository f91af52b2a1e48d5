package io.github.ecrpush.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.wire.PlayedAws.Sent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Whatever is wished, what goes over the wire to STS and ECR is what AWS has published, and a run
/// ends well or with a failure that was foreseen.
@Execution(ExecutionMode.CONCURRENT)
class WireIT {

  private static final int COMBINATIONS = 10_000;
  private static final int LEAST_REACHING_AWS = 6_000;
  private static final int LEAST_CALLS_OF_EACH = 200;
  private static final int LANES = 4;

  /// All that a run calls at STS and ECR, but for what the engine does itself.
  private static final List<String> OPERATIONS =
      List.of(
          "AssumeRole",
          "AssumeRoleWithWebIdentity",
          "BatchCheckLayerAvailability",
          "BatchGetImage",
          "CompleteLayerUpload",
          "CreateRepository",
          "DescribeRepositories",
          "GetAuthorizationToken",
          "GetCallerIdentity",
          "GetDownloadUrlForLayer",
          "GetLifecyclePolicy",
          "GetLifecyclePolicyPreview",
          "GetRepositoryPolicy",
          "InitiateLayerUpload",
          "ListImages",
          "ListTagsForResource",
          "PutImage",
          "PutImageScanningConfiguration",
          "PutImageTagMutability",
          "PutLifecyclePolicy",
          "SetRepositoryPolicy",
          "StartLifecyclePolicyPreview",
          "TagResource",
          "UploadLayerPart");

  private static final String ROLE = "arn:aws:iam::123456789012:role/ci";

  private static PublishedModels models;

  private final AtomicInteger reachingAws = new AtomicInteger();
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();
  private final Map<String, String> broken = new ConcurrentHashMap<>();
  @TempDir private Path folder;

  @BeforeAll
  static void read() throws Exception {
    models = PublishedModels.read();
  }

  @Test
  void sends_nothing_that_the_published_models_refuse() throws Exception {
    try (var lanes = Executors.newFixedThreadPool(LANES)) {
      for (var lane : started(lanes)) {
        lane.get();
      }
    }

    assertThat(broken.values()).isEmpty();
    assertThat(reachingAws.get()).isGreaterThanOrEqualTo(LEAST_REACHING_AWS);
    assertThat(calls.keySet()).containsExactlyInAnyOrderElementsOf(OPERATIONS);
    assertThat(calls.values()).allMatch(count -> count >= LEAST_CALLS_OF_EACH);
  }

  private List<Future<?>> started(ExecutorService lanes) {
    var started = new ArrayList<Future<?>>();
    for (int lane = 0; lane < LANES; lane++) {
      int first = lane;
      started.add(
          lanes.submit(() -> {
            var itsFolder = Files.createDirectory(folder.resolve("lane" + first));
            for (int seed = first; seed < COMBINATIONS; seed += LANES) {
              meet(Combination.of(seed), itsFolder);
            }
            return true;
          }));
    }
    return started;
  }

  private void meet(Combination combination, Path itsFolder) throws IOException {
    try (var aws = PlayedAws.start(combination.scene())) {
      new WireRun(aws, itsFolder)
          .unforeseen(combination)
          .ifPresent(cause -> note("not foreseen: " + trace(cause), combination, "no request"));
      var sent = aws.sent();
      if (!sent.isEmpty()) {
        reachingAws.incrementAndGet();
      }
      for (var request : sent) {
        calls.merge(request.operation(), 1, Integer::sum);
        models.brokenBy(request).forEach(rule -> note(rule, combination, request.toString()));
      }
    }
  }

  /// Of each rule that is broken, one case with all that it takes to see it again.
  private void note(String rule, Combination combination, String request) {
    var kind = rule.replaceAll("[0-9]+$", "");
    broken.putIfAbsent(kind, "%s%n  by %s%n  with %s".formatted(rule, request, combination));
  }

  private static String trace(Throwable cause) {
    var places = Arrays.stream(cause.getStackTrace()).limit(8).map(StackTraceElement::toString);
    return cause + " at " + places.collect(Collectors.joining(" "));
  }

  @Test
  void finds_what_a_form_to_sts_must_not_have() {
    var right = "RoleArn=" + ROLE + "&RoleSessionName=ci";

    assertThat(sts("AssumeRole", right)).isEmpty();
    assertThat(sts("AssumeRole", right + "&Tags.member.1.Key=k&Tags.member.1.Value=")).isEmpty();
    assertThat(sts("AssumeRole", right + "&Colour=red"))
        .containsExactly("AssumeRole.Colour is no member");
    assertThat(sts("AssumeRole", "RoleSessionName=ci"))
        .containsExactly("AssumeRole lacks `RoleArn`");
    assertThat(sts("AssumeRole", "RoleArn=" + ROLE + "&RoleSessionName=" + "x".repeat(65)))
        .containsExactly("AssumeRole.RoleSessionName has more than 64 characters: 65");
    assertThat(sts("AssumeRole", "RoleArn=" + ROLE + "&RoleSessionName=a%20b"))
        .containsExactly("AssumeRole.RoleSessionName does not match `[\\w+=,.@-]*`");
    assertThat(sts("AssumeRole", right + "&DurationSeconds=899"))
        .containsExactly("AssumeRole.DurationSeconds has fewer than 900 as its value: 899");
    assertThat(sts("AssumeRole", right + "&DurationSeconds=long"))
        .containsExactly("AssumeRole.DurationSeconds is no whole number");
    assertThat(sts("AssumeRole", right + "&Tags.member.1.Key=k"))
        .containsExactly("AssumeRole.Tags[] lacks `Value`");
    assertThat(sts("AssumeRole", right + "&PolicyArns.member.1.arn=short"))
        .containsExactly("AssumeRole.PolicyArns[].arn has fewer than 20 characters: 5");
    assertThat(sts("AssumeRole", right + "&PolicyArns.member.2.arn=" + ROLE))
        .containsExactly("AssumeRole.PolicyArns is no list");
    assertThat(sts("AssumeRole", right + "&RoleSessionName=other"))
        .containsExactly("no form: a field comes twice: RoleSessionName");
    assertThat(sts("AssumeRoll", right)).containsExactly("there is no operation `AssumeRoll`");
  }

  @Test
  void finds_what_a_question_to_ecr_must_not_have() {
    assertThat(ecr("BatchGetImage", "{\"repositoryName\":\"app\",\"imageIds\":[{}]}")).isEmpty();
    assertThat(ecr("BatchGetImage", "{\"repositoryName\":\"App\",\"imageIds\":[]}"))
        .satisfiesExactly(
            rule -> assertThat(rule).startsWith("BatchGetImage.repositoryName does not match `"),
            rule ->
                assertThat(rule).isEqualTo("BatchGetImage.imageIds has fewer than 1 elements: 0"));
    assertThat(
            ecr(
                "PutImageTagMutability",
                "{\"repositoryName\":\"app\",\"imageTagMutability\":\"SOMETIMES\"}"))
        .containsExactly("PutImageTagMutability.imageTagMutability is none of its words");
    assertThat(ecr("ListImages", "{\"repositoryName\":\"app\",\"maxResults\":\"1\"}"))
        .containsExactly("ListImages.maxResults is no whole number");
    assertThat(ecr("GetAuthorizationToken", "{\"registryId\":\"123456789012\"}"))
        .containsExactly("GetAuthorizationToken.registryId is no member");
    assertThat(ecr("PutLifecyclePolicy", "{\"repositoryName\":\"app\"}"))
        .containsExactly("PutLifecyclePolicy lacks `lifecyclePolicyText`");
  }

  private static List<String> sts(String action, String fields) {
    var body = "Action=%s&Version=2011-06-15&%s".formatted(action, fields);
    return models.brokenBy(new Sent(Optional.empty(), body));
  }

  private static List<String> ecr(String operation, String body) {
    var target = "AmazonEC2ContainerRegistry_V20150921." + operation;
    return models.brokenBy(new Sent(Optional.of(target), body));
  }
}
