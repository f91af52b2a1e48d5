package io.github.ecrpush.action;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressEvent.Fact;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Shows a run in the log of a job, with a group for each phase.
///
/// Phases run side by side and groups cannot: while one is shown, the lines of the others wait.
/// What waits is limited; when it is too much, the group that is shown gives way.
///
/// Events come from several threads; a lock keeps groups and lines whole.
final class ActionLog implements ProgressListener {

  private static final String BUILD = "build";
  private static final int MOST_WAITING = 2_000;

  private final RunnerLog log;
  private final Redactor redactor;
  private final EventLines lines = new EventLines();

  /// The phases that began and are not shown to their end, the one that is shown first.
  private final List<Phase> open = new ArrayList<>();

  private final Map<String, Duration> took = new LinkedHashMap<>();
  private final List<Warning> warnings = new ArrayList<>();
  private final List<Notice> notices = new ArrayList<>();

  ActionLog(RunnerLog log, Redactor redactor) {
    this.log = log;
    this.redactor = redactor;
  }

  private static final class Phase {
    private final String name;
    private final List<String> waiting = new ArrayList<>();
    private boolean ended;

    Phase(String name) {
      this.name = name;
    }
  }

  @Override
  public synchronized void on(ProgressEvent event) {
    switch (event) {
      case OfImage _ -> print(event, BUILD);
      case PhaseStarted(String phase) -> start(phase);
      case PhaseEnded(String phase, Duration time) -> {
        took.put(phase, time);
        log.debug("phase " + phase + " took " + time.toMillis() + " ms");
        print(event, phase);
        end(phase);
      }
      case StepStarted _, StepOutput _, StepProgress _, StepEnded _ -> print(event, BUILD);
      case Fact _ -> print(event, "");
      case Notice notice -> {
        notices.add(notice);
        print(event, "");
      }
      case Warning warning -> {
        warnings.add(warning);
        print(event, warning.line() > 0 ? BUILD : "");
      }
    }
  }

  private void start(String name) {
    log.debug("phase " + name + " began");
    open.add(new Phase(name));
    if (open.size() == 1) {
      show(open.getFirst());
    }
  }

  /// Prints into the group of a phase, or the one that is shown.
  private void print(ProgressEvent event, String wanted) {
    var line = lines.of(event);
    if (line.isEmpty()) {
      return;
    }
    var behind = open.stream().skip(1).filter(phase -> phase.name.equals(wanted)).findFirst();
    if (behind.isEmpty()) {
      quote(line.get());
      return;
    }
    behind.get().waiting.add(line.get());
    if (behind.get().waiting.size() > MOST_WAITING) {
      giveWay();
    }
  }

  private void giveWay() {
    log.command(WorkflowCommand.END_GROUP);
    open.add(open.removeFirst());
    show(open.getFirst());
  }

  private void end(String name) {
    open.stream().filter(phase -> phase.name.equals(name)).forEach(phase -> phase.ended = true);
    while (!open.isEmpty() && open.getFirst().ended) {
      log.command(WorkflowCommand.END_GROUP);
      open.removeFirst();
      if (!open.isEmpty()) {
        show(open.getFirst());
      }
    }
  }

  private void show(Phase phase) {
    log.command(WorkflowCommand.group(phase.name));
    phase.waiting.forEach(this::quote);
    phase.waiting.clear();
  }

  private void quote(String line) {
    log.quote(redactor.redact(line));
  }

  /// Shows what still waits, when the run is over. A phase that failed was never said to have
  /// ended.
  synchronized void finish() {
    List.copyOf(open).forEach(phase -> end(phase.name));
    log.endQuote();
  }

  synchronized Map<String, Duration> took() {
    return new LinkedHashMap<>(took);
  }

  synchronized List<Warning> warnings() {
    return List.copyOf(warnings);
  }

  synchronized List<Notice> notices() {
    return List.copyOf(notices);
  }
}
