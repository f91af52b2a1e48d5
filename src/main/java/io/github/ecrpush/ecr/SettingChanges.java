package io.github.ecrpush.ecr;

import io.github.ecrpush.concurrent.Parallel;
import io.github.ecrpush.concurrent.Parallel.Task;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressListener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Makes settings of a repository as wished, side by side.
final class SettingChanges {

  private final RepositoryCall call;
  private final RepositoryChanges changes;
  private final RepositorySettings wish;
  private final ProgressListener listener;

  SettingChanges(RepositoryCall call, RepositorySettings wish, ProgressListener listener) {
    this.call = call;
    this.changes = new RepositoryChanges(call);
    this.wish = wish;
    this.listener = listener;
  }

  /// Changes settings side by side. When some cannot be changed, the others still are, and the
  /// failure says which.
  ///
  /// @param before what was made already, or nothing
  /// @throws HalfMadeException if it was stopped when something was made, but not all
  void make(String before, List<Setting> settings) throws InterruptedException {
    var running = new LinkedHashMap<Setting, Task<Optional<Failure>>>();
    try (var tasks = new Parallel()) {
      for (var setting : settings) {
        running.put(setting, tasks.start(setting.toString(), () -> attempt(setting)));
      }
      tasks.join();
    } catch (InterruptedException e) {
      throw stopped(before, running, e);
    }
    var failures = new LinkedHashMap<Setting, Failure>();
    for (var task : running.entrySet()) {
      task.getValue().await().ifPresent(failure -> failures.put(task.getKey(), failure));
    }
    if (!failures.isEmpty()) {
      throw new FailureException(failed(made(before, settings, failures.keySet()), failures));
    }
    if (!settings.isEmpty()) {
      listener.on(
          new Fact("Set %s of the repository `%s`.".formatted(words(settings), call.path())));
    }
  }

  private static List<String> made(
      String before, Collection<Setting> settings, Collection<Setting> missing) {
    var made = new ArrayList<>(before.isEmpty() ? List.of() : List.of(before));
    settings.stream()
        .filter(setting -> !missing.contains(setting))
        .forEach(setting -> made.add(setting.toString()));
    return made;
  }

  /// What no call was seen to do counts as missing, though AWS may have heard it.
  private InterruptedException stopped(
      String before, Map<Setting, Task<Optional<Failure>>> running, InterruptedException e)
      throws InterruptedException {
    var missing = new ArrayList<Setting>();
    for (var task : running.entrySet()) {
      if (!task.getValue().isDone() || task.getValue().await().isPresent()) {
        missing.add(task.getKey());
      }
    }
    var made = made(before, running.keySet(), missing);
    return made.isEmpty() || missing.isEmpty()
        ? e
        : new HalfMadeException(
            RepositoryFailures.stopped(call.path(), call.registry().region(), made, missing));
  }

  private Failure failed(List<String> made, Map<Setting, Failure> failures) {
    var first = failures.values().iterator().next();
    return made.isEmpty() && failures.size() == 1
        ? first
        : RepositoryFailures.halfMade(
            call.path(), call.registry().region(), made, List.copyOf(failures.keySet()), first);
  }

  private Optional<Failure> attempt(Setting setting) throws InterruptedException {
    try {
      switch (setting) {
        case TAG_MUTABILITY -> changes.putMutability(wish.mutability().orElseThrow());
        case SCAN_ON_PUSH -> changes.putScanning(wish.scanOnPush().orElseThrow());
        case REPOSITORY_POLICY ->
            changes.putPolicy(
                wish.policy()
                    .orElseThrow()
                    .documentFor(call.registry().account(), call.registry().region()));
        case LIFECYCLE_POLICY -> changes.putLifecycle(wish.lifecycle().orElseThrow().text());
        case REPOSITORY_TAGS -> changes.putTags(wish.tags());
        case ENCRYPTION -> throw new IllegalStateException("encryption is never changed");
      }
      return Optional.empty();
    } catch (FailureException e) {
      return Optional.of(e.failure());
    }
  }

  private static String words(List<Setting> settings) {
    return settings.stream().map(Setting::toString).collect(Collectors.joining(", "));
  }
}
