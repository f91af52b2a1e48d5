package io.github.ecrpush.build.inputs;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.TreeSet;

/// The folders that nobody looked into yet, shared by those who look. Its own lock guards it, and
/// who finds nothing to do waits until there is something, or nobody is at work any more.
final class Agenda {

  private final Deque<ContextFolder> open = new ArrayDeque<>();
  private final TreeSet<String> histories = new TreeSet<>();
  private Optional<String> problem = Optional.empty();
  private int busy;

  Agenda(ContextFolder first) {
    open.add(first);
  }

  /// The next folder, to be handed back with [#done]; nothing at the end.
  synchronized Optional<ContextFolder> next() throws InterruptedException {
    while (open.isEmpty() && busy > 0 && problem.isEmpty()) {
      wait();
    }
    if (open.isEmpty() || problem.isPresent()) {
      return Optional.empty();
    }
    busy++;
    return Optional.of(open.removeLast());
  }

  synchronized void done(Collection<ContextFolder> more) {
    busy--;
    open.addAll(more);
    notifyAll();
  }

  /// Ends it for all. The first problem is kept.
  synchronized void fail(String why) {
    problem = problem.or(() -> Optional.of(why));
    notifyAll();
  }

  synchronized void addHistory(String history) {
    histories.add(history);
  }

  synchronized Optional<String> problem() {
    return problem;
  }

  synchronized Collection<String> histories() {
    return histories;
  }
}
