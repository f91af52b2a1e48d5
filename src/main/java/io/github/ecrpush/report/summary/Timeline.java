package io.github.ecrpush.report.summary;

import io.github.ecrpush.build.BuildRecord.BuildStep;
import io.github.ecrpush.operation.RunRecord;
import io.github.ecrpush.operation.RunRecord.ImageRecord;
import io.github.ecrpush.operation.RunRecord.Phase;
import io.github.ecrpush.progress.ProgressEvent.ImageResult;
import io.github.ecrpush.progress.ProgressEvent.StepResult;
import io.github.ecrpush.report.SafeWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// How the time of a run went, as a Gantt chart that Mermaid draws: the phases, and the steps of
/// the builds on the same scale.
final class Timeline {

  static final int MOST_BARS = 50;
  static final int MOST_IN_DETAIL = 20;
  private static final String SETUP = "setup";
  private static final String EXPORT = "exporting ";

  private static final Pattern DIGEST = Pattern.compile("@sha256:[0-9a-f]{64}");

  /// How wide a letter of a section's name is, and how much room those have, in pixels.
  private static final long LETTER = 7;

  private static final int LEAST_ROOM = 75;
  private static final int MOST_ROOM = 260;

  private Timeline() {}

  /// @param section what it is shown under: a stage, or an image where there are several
  private record Bar(
      String section, String label, StepResult result, Duration begun, Duration took) {}

  static void write(Markdown page, RunRecord run, SafeWords words) {
    var all = bars(run, words);
    if (all.isEmpty()) {
      return;
    }
    var bars =
        all.stream()
            .sorted((one, other) -> other.took().compareTo(one.took()))
            .limit(MOST_BARS)
            .sorted((one, other) -> one.begun().compareTo(other.begun()))
            .toList();
    page.line("#### How the time went").gap();
    page.fence("mermaid", chart(bars));
    if (all.size() > bars.size()) {
      page.line("The longest " + bars.size() + " of " + all.size() + " bars.").gap();
    }
  }

  private static List<Bar> bars(RunRecord run, SafeWords words) {
    if (run.images().size() > MOST_IN_DETAIL) {
      return run.images().stream().flatMap(image -> whole(image).stream()).toList();
    }
    boolean alone = run.images().size() == 1;
    var bars = new ArrayList<Bar>();
    for (var image : run.images()) {
      var name = GanttText.of(image.name());
      image.phases().stream()
          .filter(phase -> image.build().isEmpty() || !phase.name().equals("build"))
          .forEach(phase -> bars.add(bar(alone ? "run" : name, phase)));
      image
          .build()
          .ifPresent(build ->
              build.steps().forEach(step -> bars.add(bar(alone ? "" : name, image, step, words))));
    }
    return bars;
  }

  /// All of one image, where there are too many for their steps.
  private static Optional<Bar> whole(ImageRecord image) {
    return image
        .whole()
        .map(whole ->
            new Bar(
                "images",
                GanttText.of(
                    whole.result() == ImageResult.STOPPED
                        ? image.name() + " (stopped)"
                        : image.name()),
                whole.result() == ImageResult.FAILED ? StepResult.FAILED : StepResult.DONE,
                whole.begun(),
                whole.took()));
  }

  private static Bar bar(String section, Phase phase) {
    return new Bar(
        section, GanttText.of(phase.name()), StepResult.DONE, phase.begun(), phase.took());
  }

  private static Bar bar(String image, ImageRecord record, BuildStep built, SafeWords words) {
    var name = words.said(built.name());
    var ours = DockerfileStep.of(name);
    var section =
        ours.map(step -> step.stage().isEmpty() ? "build" : GanttText.of(step.stage()))
            .orElse(name.startsWith(EXPORT) ? "export" : SETUP);
    var label =
        ours.map(DockerfileStep::instruction).orElse(name.replaceFirst("^\\[internal\\] ", ""));
    return new Bar(
        image.isEmpty() ? section : image,
        GanttText.of(DIGEST.matcher(label).replaceAll("")),
        built.result(),
        record.buildBegan().plus(built.begun()),
        built.took());
  }

  private static String chart(List<Bar> bars) {
    var end = bars.stream().map(bar -> bar.begun().plus(bar.took())).max(Duration::compareTo);
    int longest = bars.stream().mapToInt(bar -> bar.section().length()).max().orElse(0);
    int room = Math.clamp(20L + longest * LETTER, LEAST_ROOM, MOST_ROOM);
    var chart = new StringBuilder();
    chart.append("%%{init: {\"gantt\": {\"leftPadding\": ").append(room).append("}}}%%\n");
    chart.append("gantt\n    dateFormat HH:mm:ss.SSS\n");
    chart.append(axis(end.orElse(Duration.ZERO)));
    var sections = new LinkedHashMap<String, List<Bar>>();
    bars.forEach(bar -> sections.computeIfAbsent(bar.section(), _ -> new ArrayList<>()).add(bar));
    sections.forEach((section, itsBars) -> {
      chart.append("    section ").append(section).append('\n');
      itsBars.forEach(bar -> chart.append("    ").append(line(bar)).append('\n'));
    });
    return chart.toString();
  }

  /// A mark on the axis every so often that there are about eight.
  private static String axis(Duration whole) {
    for (int tenths : new int[] {2, 5, 10, 20, 50, 100, 150, 300}) {
      if (whole.toMillis() <= tenths * 100L * 8) {
        var format = tenths < 10 ? "%-S.%Ls" : "%-Ss";
        return axis(whole.toMinutes() > 0 ? "%-M:%S" : format, tenths * 100 + "millisecond");
      }
    }
    long minutes = Math.max(1, whole.toMinutes() / 8);
    return axis("%H:%M", minutes + "minute");
  }

  private static String axis(String format, String interval) {
    return "    axisFormat " + format + "\n    tickInterval " + interval + "\n";
  }

  private static String line(Bar bar) {
    var look =
        switch (bar.result()) {
          case DONE -> bar.label() + " " + Sizes.seconds(bar.took()) + " :";
          case CACHED -> bar.label() + " (cached) :milestone, done, ";
          case FAILED -> bar.label() + " (failed) :crit, ";
        };
    return look + moment(bar.begun()) + ", " + Math.max(1, bar.took().toMillis()) + "ms";
  }

  private static String moment(Duration since) {
    long millis = Math.clamp(since.toMillis(), 0, Duration.ofHours(24).toMillis() - 1);
    return two(millis / 3_600_000)
        + ":"
        + two(millis / 60_000 % 60)
        + ":"
        + two(millis / 1_000 % 60)
        + "."
        + two(millis % 1_000 / 10)
        + millis % 10;
  }

  private static String two(long number) {
    return (number < 10 ? "0" : "") + number;
  }
}
