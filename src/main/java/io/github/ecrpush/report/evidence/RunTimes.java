package io.github.ecrpush.report.evidence;

import io.github.ecrpush.build.BuildRecord.BuildStep;
import io.github.ecrpush.operation.RunRecord;
import io.github.ecrpush.operation.RunRecord.ImageRecord;
import io.github.ecrpush.operation.RunRecord.Phase;
import io.github.ecrpush.report.SafeWords;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The member `times`: when the run was, and how long each part of it took. Lengths of time are
/// whole milliseconds.
final class RunTimes {

  private RunTimes() {}

  static Map<String, Object> of(RunRecord run, SafeWords words) {
    return Map.of(
        "began",
        moment(run.began()),
        "ended",
        moment(run.ended()),
        "took-ms",
        run.took().toMillis(),
        "images",
        run.images().stream().map(image -> image(image, words)).toList());
  }

  private static String moment(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Map<String, Object> image(ImageRecord image, SafeWords words) {
    var values = new TreeMap<String, Object>();
    values.put("name", words.named(image.name()));
    values.put("phases", image.phases().stream().map(RunTimes::phase).toList());
    image
        .build()
        .ifPresent(build ->
            values.put("steps", build.steps().stream().map(step -> step(step, words)).toList()));
    return values;
  }

  private static Map<String, Object> phase(Phase phase) {
    return Map.of(
        "name", phase.name(),
        "begun-ms", phase.begun().toMillis(),
        "took-ms", phase.took().toMillis());
  }

  private static Map<String, Object> step(BuildStep step, SafeWords words) {
    return Map.of(
        "number", step.number(),
        "name", words.said(step.name()),
        "result", step.result().name().toLowerCase(Locale.ROOT),
        "begun-ms", step.begun().toMillis(),
        "took-ms", step.took().toMillis());
  }
}
