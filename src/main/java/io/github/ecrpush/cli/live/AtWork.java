package io.github.ecrpush.cli.live;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is going on right now: the phases and steps that began and did not end, of each image.
///
/// Not thread-safe.
final class AtWork {

  /// A push by the engine is no step of the build, and never begins.
  private static final int NO_STEP = 0;

  private final Map<String, Work> images = new LinkedHashMap<>();
  private final long began;
  private int planned;
  private int done;

  AtWork(long now) {
    began = now;
  }

  private static final class Work {
    private final Map<String, Task> phases = new LinkedHashMap<>();
    private final Map<Integer, Task> steps = new TreeMap<>();
  }

  /// How far a transfer is.
  ///
  /// @param total 0 when it is not known
  record Transfer(String name, long current, long total) {}

  /// One thing that is going on.
  ///
  /// @param began when, in nanoseconds of the run's clock
  record Task(String image, String name, long began, Optional<Transfer> transfer) {
    Task with(Transfer next) {
      return new Task(image, name, began, Optional.of(next));
    }
  }

  /// How many of several images have ended.
  record Count(int done, int planned, long began) {}

  /// Nothing in a run of one image.
  Optional<Count> count() {
    return planned == 0 ? Optional.empty() : Optional.of(new Count(done, planned, began));
  }

  /// All that goes on, one image after the other.
  List<Task> tasks() {
    var tasks = new ArrayList<Task>();
    for (var work : images.values()) {
      tasks.addAll(work.phases.values());
      tasks.addAll(work.steps.values());
    }
    return tasks;
  }

  void on(ProgressEvent event, long now) {
    on("", event, now);
  }

  private void on(String image, ProgressEvent event, long now) {
    switch (event) {
      case OfImage(String inner, ProgressEvent its) -> on(inner, its, now);
      case ImagesBegan(List<String> names) -> planned = names.size();
      case ImageEnded _ -> {
        images.remove(image);
        done++;
      }
      case PhaseStarted(String phase) ->
          work(image).phases.put(phase, new Task(image, phase, now, Optional.empty()));
      case PhaseEnded(String phase, var _) -> {
        work(image).phases.remove(phase);
        work(image).steps.remove(NO_STEP);
      }
      case StepStarted(int number, String name) ->
          work(image).steps.put(number, step(image, number, name, now));
      case StepEnded(int number, String _, var _, var _) -> work(image).steps.remove(number);
      case StepProgress(int number, String name, long current, long total) ->
          transfer(image, number, new Transfer(name, current, total), now);
      case StepOutput _, Fact _, Notice _, Warning _ -> {}
    }
  }

  /// BuildKit tells of a transfer in the same breath as of the end of its step, and after it.
  private void transfer(String image, int number, Transfer transfer, long now) {
    var steps = work(image).steps;
    if (number == NO_STEP && transfer.total() > 0 && transfer.current() >= transfer.total()) {
      steps.remove(NO_STEP);
    } else if (number == NO_STEP) {
      var task = steps.getOrDefault(number, step(image, number, "", now));
      steps.put(number, task.with(transfer));
    } else {
      steps.computeIfPresent(number, (_, task) -> task.with(transfer));
    }
  }

  private static Task step(String image, int number, String name, long now) {
    return new Task(
        image, name.isEmpty() ? "#" + number : "#" + number + " " + name, now, Optional.empty());
  }

  private Work work(String image) {
    return images.computeIfAbsent(image, _ -> new Work());
  }
}
