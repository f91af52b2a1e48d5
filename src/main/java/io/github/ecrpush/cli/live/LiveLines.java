package io.github.ecrpush.cli.live;

import io.github.ecrpush.cli.live.AtWork.Count;
import io.github.ecrpush.cli.live.AtWork.Task;
import io.github.ecrpush.cli.live.AtWork.Transfer;
import io.github.ecrpush.cli.live.Screen.Size;
import io.github.ecrpush.report.EventLines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The lines that show what is going on: no more than half of the screen's rows, each shorter than
/// a row.
///
/// @param shown makes text fit for everybody to see
/// @param now in nanoseconds of the run's clock
record LiveLines(Size size, Colours colours, UnaryOperator<String> shown, long now) {

  private static final int BAR = 15;
  private static final int LEAST_NAME = 20;
  private static final int LEAST_WITH_TIME = 24;

  List<String> of(AtWork work) {
    var lines = new ArrayList<String>();
    work.count().ifPresent(count -> lines.add(line(said(count), count.began())));
    var tasks = work.tasks();
    int room = most() - lines.size();
    int fitting = tasks.size() <= room ? tasks.size() : Math.max(room - 1, 0);
    tasks.subList(0, fitting).forEach(task -> lines.add(line(said(task), task.began())));
    if (fitting < tasks.size() && room > 0) {
      lines.add(Cells.cut("… and " + (tasks.size() - fitting) + " more", width()));
    }
    return lines.subList(0, Math.min(lines.size(), most()));
  }

  /// Half of the rows: the log stays in view, and in a window that is made half as wide, which
  /// wraps what was drawn, there is still room for all of it.
  private int most() {
    return width() < 1 ? 0 : Math.min(Math.max(size.rows() / 2, 1), size.rows() - 1);
  }

  /// In the last column a terminal is about to begin a new row.
  private int width() {
    return size.columns() - 1;
  }

  private static String said(Count count) {
    return count.done() + " of " + count.planned() + " images done";
  }

  private String said(Task task) {
    var image = task.image().isEmpty() ? "" : task.image() + ": ";
    var name = oneLine(image + task.name());
    return task.transfer().map(transfer -> said(name, transfer)).orElse(name);
  }

  private String said(String name, Transfer transfer) {
    var amount = EventLines.size(transfer.current());
    var full = name + " " + oneLine(transfer.name());
    if (transfer.total() <= 0) {
      return transfer.current() > 0 ? full + " " + amount : full;
    }
    var tail = " " + amount + " / " + EventLines.size(transfer.total());
    int room = width() - tail.length() - BAR - " [] 00000.0s".length();
    return room < LEAST_NAME ? full + tail : Cells.cut(full, room) + " " + bar(transfer) + tail;
  }

  private static String bar(Transfer transfer) {
    int done = Math.clamp(transfer.current() * BAR / transfer.total(), 0, BAR);
    return "[" + "=".repeat(done) + "-".repeat(BAR - done) + "]";
  }

  private String line(String text, long began) {
    var time = EventLines.seconds(Duration.ofNanos(now - began));
    if (width() < LEAST_WITH_TIME) {
      return Cells.cut(text, width());
    }
    var left = Cells.cut(text, width() - time.length() - 1);
    return left + " ".repeat(width() - Cells.of(left) - time.length()) + colours.dim(time);
  }

  private String oneLine(String text) {
    return shown.apply(text).replace('\t', ' ').replace('\n', ' ');
  }
}
