package io.github.ecrpush.build;

import io.github.ecrpush.build.BuildRecord.BuildEngine;
import io.github.ecrpush.buildkit.SolveEvent;
import io.github.ecrpush.buildkit.SolveEvent.VertexCached;
import io.github.ecrpush.buildkit.SolveEvent.VertexCompleted;
import io.github.ecrpush.buildkit.SolveEvent.VertexFailed;
import io.github.ecrpush.buildkit.SolveEvent.VertexOutput;
import io.github.ecrpush.buildkit.SolveEvent.VertexProgress;
import io.github.ecrpush.buildkit.SolveEvent.VertexStarted;
import io.github.ecrpush.buildkit.SolveEvent.VertexWarning;
import io.github.ecrpush.buildkit.SolveListener;
import io.github.ecrpush.buildkit.SourceLocation.LineRange;
import io.github.ecrpush.failure.PlainText;
import io.github.ecrpush.progress.ProgressEvent.StepEnded;
import io.github.ecrpush.progress.ProgressEvent.StepOutput;
import io.github.ecrpush.progress.ProgressEvent.StepProgress;
import io.github.ecrpush.progress.ProgressEvent.StepResult;
import io.github.ecrpush.progress.ProgressEvent.StepStarted;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import io.github.ecrpush.progress.ProgressListener;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Tells what BuildKit's vertices do as the numbered steps of one build, over as many solves as it
/// takes. A step that a later solve finds in the cache was told already and is not told again.
///
/// BuildKit calls from one thread at a time; the last lines are read by another one afterwards.
final class StepLog implements SolveListener {

  private static final int LONGEST_LINK = 200;

  private final ProgressListener listener;
  private final String dockerfile;
  private final Map<String, Step> steps = new HashMap<>();
  private final Set<String> warned = new HashSet<>();
  private final EndedSteps ends;
  private final Map<String, String> lent;

  StepLog(ProgressListener listener, BuildRequest request) {
    this.listener = listener;
    this.dockerfile = request.dockerfileName();
    this.ends = new EndedSteps(request.contexts());
    this.lent = request.lentNames();
  }

  private final class Step {
    private final int number = steps.size() + 1;
    private final long began = System.nanoTime();
    private final StepLines lines = new StepLines(this::tell);
    private boolean ended;

    private void tell(String line) {
      listener.on(new StepOutput(number, Duration.ofNanos(System.nanoTime() - began), line));
    }

    private void end(String name, StepResult result, Optional<Instant> began, Duration took) {
      lines.flush();
      var said = said(name);
      ends.add(number, said, result, began, took);
      if (!ended) {
        ended = true;
        listener.on(new StepEnded(number, said, result, took));
      }
    }
  }

  /// The last lines that a step printed.
  synchronized List<String> lastLines(String vertex) {
    var step = steps.get(vertex);
    if (step == null) {
      return List.of();
    }
    step.lines.flush(); // its last words may have come after its end, and without a line break
    return step.lines.last();
  }

  /// What the steps did that have ended.
  synchronized BuildRecord record(BuildEngine engine) {
    return ends.record(engine);
  }

  /// Tells how far a push by the engine is.
  void transfer(long sent, long total) {
    listener.on(new StepProgress(0, "pushing layers", sent, total));
  }

  @Override
  public synchronized void on(SolveEvent event) {
    boolean known = steps.containsKey(event.vertex());
    var step = steps.computeIfAbsent(event.vertex(), _ -> new Step());
    switch (event) {
      case VertexStarted(_, var name) -> {
        if (!known) {
          listener.on(new StepStarted(step.number, said(name)));
        }
      }
      case VertexCached(_, var name, var at) ->
          step.end(name, StepResult.CACHED, at, Duration.ZERO);
      case VertexCompleted(_, var name, var began, var took) ->
          step.end(name, StepResult.DONE, Optional.of(began), took);
      case VertexFailed(_, var name, var began, var took, _) ->
          step.end(name, StepResult.FAILED, began, took);
      case VertexOutput(_, _, var bytes) -> step.lines.write(bytes);
      case VertexProgress(_, var part, long current, long total, _) -> {
        ends.progress(step.number, part, current);
        listener.on(new StepProgress(step.number, said(part), current, total));
      }
      case VertexWarning warning -> warn(warning);
    }
  }

  /// What the engine calls a step or a part of it, as a line. The names under which images of this
  /// run are lent mean nothing to people.
  private String said(String name) {
    var line = PlainText.line(name);
    for (var image : lent.entrySet()) {
      line = line.replace(image.getKey(), image.getValue());
    }
    return line;
  }

  private void warn(VertexWarning warning) {
    var text = PlainText.line(warning.summary());
    if (warned.add(text + warning.location())) {
      int line =
          warning.location().stream()
              .flatMap(location -> location.ranges().stream())
              .mapToInt(LineRange::first)
              .findFirst()
              .orElse(0);
      listener.on(new Warning(text, dockerfile, line, link(warning.url())));
    }
  }

  /// A frontend is an image like others, and not to be trusted: what is no plain address is
  /// dropped.
  private static String link(String url) {
    return url.length() <= LONGEST_LINK && url.matches("https://[!-~]+") ? url : "";
  }
}
