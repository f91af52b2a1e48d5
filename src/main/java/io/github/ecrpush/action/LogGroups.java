package io.github.ecrpush.action;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The groups of a job's log. What is told side by side cannot be shown so: one group is shown as
/// its lines come, and the lines of the others wait.
///
/// What waits is limited. When it is too much, the groups that have ended are shown, and the group
/// that is shown gives way to the one with most to say; it goes on later.
///
/// Not thread-safe; the lock of [ActionLog] guards it.
final class LogGroups {

  private static final int MOST_WAITING = 2_000;

  private final RunnerLog log;
  private final UnaryOperator<String> redact;

  /// Those that are not shown to their end, as they began.
  private final Map<Title, Group> open = new LinkedHashMap<>();

  private @Nullable Group shown;

  /// What stands in no group, and is told while that of an image is shown.
  private final List<String> between = new ArrayList<>();

  private int waiting;

  LogGroups(RunnerLog log, UnaryOperator<String> redact) {
    this.log = log;
    this.redact = redact;
  }

  /// A group by its name. An image may have the name of a phase.
  record Title(String name, boolean ofImage) {}

  private static final class Group {
    private final Title title;
    private final List<String> waiting = new ArrayList<>();
    private boolean begun;
    private boolean ended;
    private Optional<String> result = Optional.empty();

    Group(Title title) {
      this.title = title;
    }
  }

  void begin(Title title) {
    if (open.containsKey(title)) {
      return;
    }
    var group = new Group(title);
    open.put(title, group);
    if (shown == null) {
      show(group);
    }
  }

  /// Prints into a group, or the one that is shown when that group is over.
  void print(Title title, String line) {
    var group = open.get(title);
    if (group == null || group == shown) {
      quote(line);
    } else {
      await(group.waiting, line);
    }
  }

  /// Prints what belongs to no group: among the lines of a phase, but not among those of an image.
  void print(String line) {
    if (shown != null && shown.title.ofImage) {
      await(between, line);
    } else {
      quote(line);
    }
  }

  /// @param result a line that stands below the group, to be seen without unfolding it
  void end(Title title, Optional<String> result) {
    var group = open.get(title);
    if (group == null) {
      return;
    }
    group.ended = true;
    group.result = result;
    if (group == shown) {
      close(group);
      showEnded();
      open.values().stream().findFirst().ifPresent(this::show);
    }
  }

  /// Shows what still waits, when the run is over.
  void finish() {
    List.copyOf(open.keySet()).forEach(title -> end(title, Optional.empty()));
  }

  private void await(List<String> lines, String line) {
    lines.add(line);
    waiting++;
    if (waiting > MOST_WAITING && shown != null) {
      giveWay(shown);
    }
  }

  private void giveWay(Group group) {
    close(group);
    showEnded();
    open.values().stream()
        .max((one, other) -> Integer.compare(one.waiting.size(), other.waiting.size()))
        .ifPresent(this::show);
  }

  private void showEnded() {
    for (var group : List.copyOf(open.values())) {
      if (group.ended) {
        show(group);
        close(group);
      }
    }
  }

  private void show(Group group) {
    var name = group.title.name + (group.begun ? ", continued" : "");
    log.command(WorkflowCommand.group(redact.apply(name)));
    group.begun = true;
    shown = group;
    release(group.waiting);
  }

  private void close(Group group) {
    log.command(WorkflowCommand.END_GROUP);
    shown = null;
    if (group.ended) {
      open.remove(group.title);
      group.result.ifPresent(this::quote);
    }
    release(between);
  }

  private void release(List<String> lines) {
    lines.forEach(this::quote);
    waiting -= lines.size();
    lines.clear();
  }

  private void quote(String line) {
    log.quote(redact.apply(line));
  }
}
