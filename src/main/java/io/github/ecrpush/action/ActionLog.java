package io.github.ecrpush.action;

import io.github.ecrpush.action.LogGroups.Title;
import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressEvent.ImageEnded;
import io.github.ecrpush.progress.ProgressEvent.ImagesBegan;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.OfImage;
import io.github.ecrpush.progress.ProgressEvent.PhaseEnded;
import io.github.ecrpush.progress.ProgressEvent.PhaseStarted;
import io.github.ecrpush.progress.ProgressEvent.StepEnded;
import io.github.ecrpush.progress.ProgressEvent.StepOutput;
import io.github.ecrpush.progress.ProgressEvent.StepProgress;
import io.github.ecrpush.progress.ProgressEvent.StepStarted;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import io.github.ecrpush.progress.ProgressListener;
import io.github.ecrpush.report.EventLines;
import io.github.ecrpush.report.NamesText;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Shows a run in the log of a job: with a group for each phase, or for each image when there are
/// several.
///
/// Events come from several threads; a lock keeps groups and lines whole.
final class ActionLog implements ProgressListener {

  private static final Title BUILD = new Title("build", false);

  private final RunnerLog log;
  private final LogGroups groups;
  private final EventLines lines = new EventLines();

  /// Each once, with the images that it was told of, where there are several.
  private final Map<Warning, Set<String>> warnings = new LinkedHashMap<>();

  private final Map<Notice, Set<String>> notices = new LinkedHashMap<>();
  private boolean toldResults;

  ActionLog(RunnerLog log, Redactor redactor) {
    this.log = log;
    this.groups = new LogGroups(log, redactor::redact);
  }

  @Override
  public synchronized void on(ProgressEvent event) {
    switch (event) {
      case OfImage(String image, ProgressEvent inner) -> ofImage(image, inner);
      case PhaseStarted(String phase) -> {
        log.debug("phase " + phase + " began");
        groups.begin(new Title(phase, false));
      }
      case PhaseEnded(String phase, Duration time) -> {
        log.debug("phase " + phase + " took " + time.toMillis() + " ms");
        print(event, new Title(phase, false));
        groups.end(new Title(phase, false), Optional.empty());
      }
      case StepStarted _, StepOutput _, StepProgress _, StepEnded _ -> print(event, BUILD);
      case Fact _, ImagesBegan _, ImageEnded _ -> print(event);
      case Notice notice -> {
        notices.putIfAbsent(notice, new LinkedHashSet<>());
        print(event);
      }
      case Warning warning -> {
        warnings.putIfAbsent(warning, new LinkedHashSet<>());
        if (warning.line() > 0) {
          print(event, BUILD);
        } else {
          print(event);
        }
      }
    }
  }

  /// Its lines stand in a group of its name; what is shown outside of that says the name.
  private void ofImage(String image, ProgressEvent event) {
    var title = new Title(image, true);
    groups.begin(title);
    switch (event) {
      case ImageEnded _ -> {
        toldResults = true;
        groups.end(title, lines.of(new OfImage(image, event)));
        return;
      }
      case Notice notice -> notices.computeIfAbsent(notice, _ -> new LinkedHashSet<>()).add(image);
      case Warning warning ->
          warnings.computeIfAbsent(warning, _ -> new LinkedHashSet<>()).add(image);
      case PhaseStarted(String phase) -> log.debug(image + ": phase " + phase + " began");
      case PhaseEnded(String phase, Duration time) ->
          log.debug(image + ": phase " + phase + " took " + time.toMillis() + " ms");
      case OfImage _,
          ImagesBegan _,
          StepStarted _,
          StepOutput _,
          StepProgress _,
          StepEnded _,
          Fact _ -> {}
    }
    lines.of(image, event).ifPresent(line -> groups.print(title, line));
  }

  private void print(ProgressEvent event, Title group) {
    lines.of(event).ifPresent(line -> groups.print(group, line));
  }

  private void print(ProgressEvent event) {
    lines.of(event).ifPresent(groups::print);
  }

  /// Shows what still waits, when the run is over. A phase that failed was never said to have
  /// ended.
  synchronized void finish() {
    groups.finish();
    log.endQuote();
  }

  /// Whether the log says of each image how it ended.
  synchronized boolean hasToldResults() {
    return toldResults;
  }

  /// All that were told, with the names of their images.
  synchronized List<Warning> warnings() {
    return warnings.entrySet().stream().map(each -> of(each.getValue(), each.getKey())).toList();
  }

  private static Warning of(Set<String> images, Warning warning) {
    var text = before(images) + warning.text();
    return new Warning(text, warning.file(), warning.line(), warning.link());
  }

  /// All that were told, with the names of their images.
  synchronized List<Notice> notices() {
    return notices.entrySet().stream()
        .map(each -> new Notice(before(each.getValue()) + each.getKey().text()))
        .toList();
  }

  private static String before(Set<String> images) {
    return NamesText.before(List.copyOf(images), " ");
  }
}
