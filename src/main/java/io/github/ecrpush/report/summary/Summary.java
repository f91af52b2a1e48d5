package io.github.ecrpush.report.summary;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.failure.FailureText;
import io.github.ecrpush.operation.ImageOutcome;
import io.github.ecrpush.operation.MetFailure;
import io.github.ecrpush.operation.PushReport;
import io.github.ecrpush.operation.RunRecord;
import io.github.ecrpush.operation.RunRecord.ImageRecord;
import io.github.ecrpush.operation.RunSource;
import io.github.ecrpush.report.NamesText;
import io.github.ecrpush.report.SafeWords;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The page of a run, in GitHub's Markdown, small enough to be shown.
public final class Summary {

  private static final int MOST_FAILURES = 20;

  private final Markdown page = new Markdown();
  private final PushReport report;
  private final String step;
  private final SafeWords words;

  private Summary(PushReport report, String step, SafeWords words) {
    this.report = report;
    this.step = step;
    this.words = words;
  }

  /// The page of a run.
  ///
  /// @param step the id of our step, if it has one
  /// @param redactor what it knows to be secret is not on the page
  public static String of(PushReport report, String step, Redactor redactor) {
    var words = SafeWords.of(report.run().orElseGet(Summary::nothing), redactor);
    var summary = new Summary(report, step, words);
    summary.write();
    return words.named(PageLimit.cut(summary.page.toString()));
  }

  private static RunRecord nothing() {
    var source = new RunSource("", Optional.empty(), "", Optional.empty(), Optional.empty());
    return new RunRecord(Instant.EPOCH, Instant.EPOCH, source, List.of(), List.of(), List.of());
  }

  private void write() {
    var outcomes = report.outcomes();
    if (outcomes.isEmpty()) {
      return;
    }
    var records =
        report.run().stream()
            .flatMap(run -> run.images().stream())
            .collect(
                Collectors.toMap(
                    ImageRecord::name, record -> record, (one, _) -> one, LinkedHashMap::new));
    page.line(Overview.title(outcomes)).gap();
    if (outcomes.size() == 1) {
      one(outcomes.getFirst(), records);
    } else {
      several(outcomes, records);
    }
  }

  private void one(ImageOutcome outcome, Map<String, ImageRecord> records) {
    var record = Optional.ofNullable(records.get(outcome.name()));
    check(0);
    Overview.ofOne(page, outcome, record, report.run().map(RunRecord::source));
    failures();
    report.run().ifPresent(run -> Timeline.write(page, run, words));
    record.ifPresent(new ImagePart(page, words)::write);
    report.run().ifPresent(run -> WarningsPart.write(page, run, words));
    outcome.image().ifPresent(image -> Deploy.write(page, image, step, -1));
  }

  private void several(List<ImageOutcome> outcomes, Map<String, ImageRecord> records) {
    Overview.ofAll(page, outcomes, records);
    failures();
    report.run().ifPresent(run -> Timeline.write(page, run, words));
    report.run().ifPresent(run -> WarningsPart.write(page, run, words));
    boolean folded = outcomes.size() > Timeline.MOST_IN_DETAIL;
    var told = new HashSet<String>();
    for (int i = 0; i < outcomes.size(); i++) {
      var outcome = outcomes.get(i);
      title(outcome, folded);
      check(i);
      if (told.add(outcome.name())) { // how it was built is the same for all its targets
        Optional.ofNullable(records.get(outcome.name()))
            .ifPresent(new ImagePart(page, words)::write);
      }
      int place = i;
      outcome.image().ifPresent(image -> Deploy.write(page, image, step, place));
      if (folded) {
        page.close();
      }
    }
  }

  private void title(ImageOutcome outcome, boolean folded) {
    var mark = Overview.mark(outcome.status());
    if (folded) {
      page.open(mark + " " + Markdown.html(outcome.name()) + " " + Markdown.html(outcome.target()));
    } else {
      var name = Markdown.code(outcome.name());
      page.line("#### " + mark + " " + name + " at " + Markdown.code(outcome.target())).gap();
    }
  }

  private void check(int place) {
    if (place < report.checks().size()) {
      DryRunPart.write(page, report.checks().get(place));
    }
  }

  /// Each failure once, whoever met it.
  private void failures() {
    var failures = report.metFailures();
    failures.stream().limit(MOST_FAILURES).forEach(this::failure);
    page.more(failures.size() - MOST_FAILURES, "failures");
  }

  private void failure(MetFailure met) {
    if (!met.images().isEmpty()) {
      page.line(NamesText.of(met.images(), Markdown::code) + ":").gap();
    }
    page.fence("text", words.said(FailureText.of(met.failure())));
  }
}
