package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.concurrent.Backoff;
import io.github.ecrpush.ecr.Permission;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.http.RetryPolicy;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.operation.CheckTargets.Depth;
import io.github.ecrpush.sandbox.SandboxSettings;
import io.github.ecrpush.sandbox.faults.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// A run in which something goes wrong, and what came of it.
enum FaultyRun {
  PUSH("app", Map.of()),
  CREATE("new", Map.of(Input.CREATE_REPOSITORY, "if-missing")),
  SYNC("app", Map.of(Input.CREATE_REPOSITORY, "sync")),
  CHECK("app", Map.of());

  private static final String COMMIT = "1".repeat(40);

  /// A minute and its pauses, some ten times as fast.
  private static final RetryPolicy PATIENCE =
      new RetryPolicy(
          4, Duration.ofSeconds(4), new Backoff(Duration.ofMillis(20), Duration.ofSeconds(1)));

  private static final Duration IN_TIME = Duration.ofSeconds(20);

  private final Map<Input, String> inputs = new EnumMap<>(Input.class);

  FaultyRun(String repository, Map<Input, String> more) {
    inputs.put(Input.REPOSITORY, repository);
    inputs.put(Input.TAGS, "one,two");
    inputs.putAll(more);
    if (!more.isEmpty()) {
      inputs.putAll(settings());
    }
  }

  private static Map<Input, String> settings() {
    return Map.of(
        Input.TAG_MUTABILITY, "immutable",
        Input.SCAN_ON_PUSH, "true",
        Input.PULL_FROM, "lambda",
        Input.LIFECYCLE_POLICY, "keep=10",
        Input.REPOSITORY_TAGS, "team=images");
  }

  /// What it does without any fault, or the id of what it fails with.
  ///
  /// @param prepared changes the run before it begins
  String result(Path folder, List<Fault> faults, Duration ahead, Consumer<SandboxRuns> prepared) {
    var settings =
        SandboxSettings.in(folder.resolve("data"))
            .withRepositories("app")
            .withTroubles(faults, ahead);
    try (var runs = SandboxRuns.with(settings, folder).patient(PATIENCE)) {
      prepared.accept(runs);
      long start = System.nanoTime();
      var result = this == CHECK ? check(runs) : push(runs, folder);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).as(toString()).isLessThan(IN_TIME);
      return result;
    }
  }

  private String check(SandboxRuns runs) {
    var report = runs.check(COMMIT, inputs, Depth.ALL);
    if (!report.failures().isEmpty()) {
      return ids(report.failures());
    }
    var target = report.targets().getFirst();
    boolean right =
        target.place().isPresent()
            && target.tags().getFirst().digest().isEmpty()
            && target.permissions().stream()
                .allMatch(each -> each.answer().equals(new Permission.Answer.Allowed()));
    return right ? "right" : "wrong: " + report;
  }

  private String push(SandboxRuns runs, Path folder) {
    var report = runs.push(COMMIT, inputs);
    if (!report.failures().isEmpty()) {
      var failed = report.outcomes().getFirst();
      assertThat(failed.image().isEmpty() || failed.pushed()).as("only what is there").isTrue();
      var told = runs.events() + " " + report.failures();
      if (isThere(folder, "new")) {
        assertThat(told).as("a repository that was made is told of").contains("`new`");
      }
      return ids(report.failures());
    }
    var outcome = report.outcomes().getFirst();
    return "%s %s".formatted(outcome.status(), outcome.image().orElseThrow().reference().digest());
  }

  private static boolean isThere(Path folder, String repository) {
    try (var files = Files.walk(folder.resolve("data"))) {
      return files.anyMatch(file -> file.getFileName().toString().equals(repository));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String ids(List<Failure> failures) {
    return failures.stream()
        .map(failure -> "`" + failure.explanation().id() + "`")
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
