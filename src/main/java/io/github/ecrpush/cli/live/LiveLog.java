package io.github.ecrpush.cli.live;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressListener;
import io.github.ecrpush.report.EventLines;
import io.github.ecrpush.report.RunLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Shows a run on a terminal. The lines of the plain log go up as they come, and stay; below them
/// stands what is going on, as long as it does. So what is left at the end is the plain log.
///
/// All of a frame is one write. Between two of them the cursor, which nobody sees, waits where the
/// next one begins: wherever a resized terminal puts that, the next one begins there.
///
/// Events come from several threads, frames from one of its own; a lock keeps both whole.
public final class LiveLog implements ProgressListener, AutoCloseable {

  private static final int MOST_WAITING = 1_000;

  private static final String BEGIN = "\u001b[?2026h";
  private static final String END = "\u001b[?2026l";
  private static final String ERASE_BELOW = "\u001b[J";
  private static final String ERASE_REST = "\u001b[K";

  /// Erases from the beginning of the row on. Not from the first cell: at the top of its screen,
  /// tmux takes that for a wish to begin a new one, and keeps what was there in its history.
  private static final String ERASE_ALL = "\r" + ERASE_REST + " " + ERASE_BELOW + "\r" + ERASE_REST;

  private static final String CUT_LINES = "\u001b[?7l";
  private static final String WRAP_LINES = "\u001b[?7h";

  private final Screen screen;
  private final Redactor redactor;
  private final Colours colours;
  private final LongSupplier clock;
  private final EventLines lines = new EventLines();
  private final AtWork work;

  private final List<String> waiting = new ArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private boolean drawn;

  /// @param clock counts nanoseconds
  LiveLog(Screen screen, Redactor redactor, Colours colours, LongSupplier clock) {
    this.screen = screen;
    this.redactor = redactor;
    this.colours = colours;
    this.clock = clock;
    this.work = new AtWork(clock.getAsLong());
  }

  /// Whether somebody looks at a screen that can do this: no file, no pipe, no terminal that knows
  /// nothing but lines, and none that a CI system made to look like one.
  public static boolean isWanted(Map<String, String> environment, Screen screen) {
    var kind = environment.getOrDefault("TERM", "");
    var ci = environment.getOrDefault("CI", "");
    return !kind.isEmpty()
        && !kind.equals("dumb")
        && (ci.isEmpty() || ci.equals("false"))
        && screen.isTerminal();
  }

  /// Begins to show a run.
  public static LiveLog on(Screen screen, Redactor redactor, Colours colours) {
    var log = new LiveLog(screen, redactor, colours, System::nanoTime);
    new Frames(log, screen).start();
    return log;
  }

  @Override
  public synchronized void on(ProgressEvent event) {
    lines
        .of(event)
        .map(line -> colours.line(event, RunLog.shown(line, redactor)))
        .ifPresent(waiting::add);
    work.on(event, clock.getAsLong());
    if (isOver() || waiting.size() > MOST_WAITING) {
      screen.write(release());
      drawn = false;
    }
  }

  /// Draws what is new, and what goes on.
  synchronized void draw(Screen.Size size) {
    if (isOver()) {
      return;
    }
    var live =
        new LiveLines(size, colours, text -> RunLog.shown(text, redactor), clock.getAsLong())
            .of(work);
    if (live.isEmpty() && !drawn && waiting.isEmpty()) {
      return;
    }
    if (!live.isEmpty()) {
      screen.hideCursor();
    }
    screen.write(BEGIN + release() + frame(live) + END);
    drawn = !live.isEmpty();
  }

  /// The lines that wait, in the place of what was drawn.
  private String release() {
    var text = new StringBuilder();
    if (drawn) {
      text.append(waiting.isEmpty() ? "\r" : ERASE_ALL);
    }
    waiting.forEach(line -> text.append(line.replace("\n", "\r\n")).append("\r\n"));
    waiting.clear();
    return text.toString();
  }

  private static String frame(List<String> live) {
    if (live.isEmpty()) {
      return ERASE_ALL;
    }
    var up = live.size() > 1 ? "\u001b[" + (live.size() - 1) + "A" : "";
    return CUT_LINES
        + String.join(ERASE_REST + "\r\n", live)
        + ERASE_BELOW
        + "\r"
        + up
        + WRAP_LINES;
  }

  /// Leaves nothing but the plain log. What is told later is printed as it comes.
  @Override
  public synchronized void close() {
    if (isOver()) {
      return;
    }
    end.countDown();
    var rest = release();
    if (!rest.isEmpty()) {
      screen.write(drawn ? rest + ERASE_ALL : rest);
    }
    drawn = false;
    screen.showCursor();
  }

  private boolean isOver() {
    return end.getCount() == 0;
  }

  /// Waits for the end, but no longer than told.
  ///
  /// @return whether it has come
  boolean awaitEnd(long millis) throws InterruptedException {
    return end.await(millis, TimeUnit.MILLISECONDS);
  }
}
