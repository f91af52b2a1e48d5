package io.github.ecrpush.report.evidence;

import io.github.ecrpush.build.BuildRecord;
import io.github.ecrpush.operation.ImageOutcome;
import io.github.ecrpush.operation.RunRecord;
import io.github.ecrpush.operation.RunRecord.ImageRecord;
import io.github.ecrpush.operation.RunSource.Workflow;
import io.github.ecrpush.report.SafeWords;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The member `machine`: what another machine, or another run of the same workflow, would say in
/// another way: the run's number, the engine, what it had in its cache, and what was in the
/// registry already.
final class RunMachine {

  private static final String ROLE = ":assumed-role/";

  private RunMachine() {}

  static Map<String, Object> of(RunRecord run, List<ImageOutcome> outcomes, SafeWords words) {
    var byName = outcomes.stream().collect(Collectors.groupingBy(ImageOutcome::name));
    var values = new TreeMap<String, Object>();
    run.source().workflow().ifPresent(workflow -> values.put("run", run(workflow, words)));
    values.put(
        "images",
        run.images().stream()
            .map(image -> image(image, byName.getOrDefault(image.name(), List.of()), words))
            .toList());
    return values;
  }

  private static Map<String, Object> run(Workflow workflow, SafeWords words) {
    return Map.of(
        "id", words.named(workflow.runId()),
        "attempt", words.named(workflow.attempt()),
        "url", words.named(workflow.url()));
  }

  private static Map<String, Object> image(
      ImageRecord image, List<ImageOutcome> outcomes, SafeWords words) {
    var values = new TreeMap<String, Object>();
    values.put("name", words.named(image.name()));
    image.build().ifPresent(build -> build(values, build));
    image.sizeBefore().ifPresent(size -> values.put("size-before", size));
    values.put("targets", outcomes.stream().map(outcome -> target(outcome, image, words)).toList());
    return values;
  }

  private static void build(Map<String, Object> values, BuildRecord build) {
    var engine = new TreeMap<String, Object>();
    engine.put("name", "docker");
    engine.put("version", build.engine().version());
    engine.put("connection", build.engine().connection());
    engine.put("store", build.engine().store());
    build.engine().buildKit().ifPresent(version -> engine.put("buildkit", version));
    values.put("engine", engine);
    values.put("cache", Map.of("steps", build.steps().size(), "cached", build.cached()));
    values.put("sent-bytes", build.sentBytes());
  }

  private static Map<String, Object> target(
      ImageOutcome outcome, ImageRecord image, SafeWords words) {
    var values = new TreeMap<String, Object>();
    values.put("target", words.named(outcome.target()));
    values.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    var caller = image.callers().get(outcome.target());
    if (caller != null) {
      Evidence.putText(values, "session", words.named(session(caller.arn())));
    }
    return values;
  }

  /// Of `arn:aws:sts::1:assumed-role/deploy/run-7` what stays the same from run to run.
  static String withoutSession(String arn) {
    var session = session(arn);
    return session.isEmpty() ? arn : arn.substring(0, arn.length() - session.length() - 1);
  }

  private static String session(String arn) {
    int role = arn.indexOf(ROLE);
    int slash = arn.lastIndexOf('/');
    return role < 0 || slash < role + ROLE.length() ? "" : arn.substring(slash + 1);
  }
}
