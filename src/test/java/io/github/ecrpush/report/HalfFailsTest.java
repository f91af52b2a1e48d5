package io.github.ecrpush.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.operation.SandboxRuns;
import io.github.ecrpush.report.HalfRun.Phase;
import io.github.ecrpush.sandbox.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Half of the images of a run fail, whichever half that is and wherever they are: what is handed
/// on tells the truth of each image, nothing of one that failed is tagged, and another run does
/// what is left.
///
/// What is true is read from the sandbox's folder, and from nothing that the run said.
class HalfFailsTest {

  private static final int SIDE_BY_SIDE = 4;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void tells_the_truth_and_tags_nothing_that_failed_and_another_run_ends_it(Phase phase)
      throws Exception {
    var halves = halves(phase);
    var there = halves.stream().flatMap(half -> half.repositories().stream()).toList();
    var settings =
        SandboxSettings.in(folder.resolve("data")).withRepositories(there.toArray(String[]::new));

    var first = settings.withTroubles(phase.faults(), Duration.ZERO);
    try (var runs = SandboxRuns.with(first, folder)) {
      runs.engine().failToBuild("ill");
      sideBySide(halves, half -> half.takeTags(runs));
      var before = tags();
      var reports = sideBySide(halves, half -> half.failing(runs));
      var now = tags();
      for (int i = 0; i < halves.size(); i++) {
        halves.get(i).requireTruth(reports.get(i), before, now);
      }
    }

    try (var runs = SandboxRuns.with(settings, folder)) {
      var before = tags();
      var reports = sideBySide(halves, half -> half.mended(runs));
      var now = tags();
      for (int i = 0; i < halves.size(); i++) {
        halves.get(i).requireEnd(reports.get(i), before, now);
      }
    }
  }

  /// Every choice of two of the four images, each with a failure that stops the others and with one
  /// that does not.
  private static List<HalfRun> halves(Phase phase) {
    var names = HalfRun.NAMES;
    var halves = new ArrayList<HalfRun>();
    for (int first = 0; first < names.size(); first++) {
      for (int second = first + 1; second < names.size(); second++) {
        var ill = List.of(names.get(first), names.get(second));
        halves.add(new HalfRun(phase, ill, true));
        halves.add(new HalfRun(phase, ill, false));
      }
    }
    assertThat(halves).hasSize(12);
    return halves;
  }

  private interface Work<T> {
    T of(HalfRun half);
  }

  private static <T> List<T> sideBySide(List<HalfRun> halves, Work<T> work) throws Exception {
    try (var lanes = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
      var results = new ArrayList<T>();
      var tasks = halves.stream().map(half -> (Callable<T>) () -> work.of(half)).toList();
      for (var task : lanes.invokeAll(tasks)) {
        results.add(task.get());
      }
      return results;
    }
  }

  /// What the registry has: digests by their tags, by repository.
  private Map<String, Map<String, String>> tags() throws IOException {
    var tags = new TreeMap<String, Map<String, String>>();
    try (var files = Files.walk(folder.resolve("data"))) {
      for (var file : files.filter(file -> file.endsWith("images.json")).toList()) {
        var repository = Json.parse(Files.readAllBytes(file.resolveSibling("repository.json")));
        var named = new TreeMap<String, String>();
        Json.parse(Files.readAllBytes(file))
            .at("tags")
            .members()
            .forEach((tag, digest) -> named.put(tag, digest.text().orElseThrow()));
        tags.put(repository.at("name").text().orElseThrow(), named);
      }
    }
    return tags;
  }
}
