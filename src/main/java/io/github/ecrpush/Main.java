package io.github.ecrpush;

import io.github.ecrpush.cli.Terminal;
import io.github.ecrpush.credential.Redactor;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The process: its environment, its streams, its signals and its exit code.
public final class Main {

  /// How long a run that is told to stop may take to do so. GitHub's runner kills after ten
  /// seconds.
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(5);

  private static volatile boolean isToldToStop;

  private Main() {}

  /// The usual end is a halt: an exit looks for somebody who logs exits, which takes longer than
  /// all that `--version` does. A run that is told to stop leaves as the signal says.
  public static void main(String[] arguments) {
    int exitCode = run(List.of(arguments), System.getenv());
    if (isToldToStop) {
      System.exit(exitCode);
    }
    Runtime.getRuntime().halt(exitCode);
  }

  /// Runs a command line in this process and returns the exit code.
  static int run(List<String> words, Map<String, String> environment) {
    var ended = new CountDownLatch(1);
    var worker = Thread.currentThread();
    // A signal makes the Java runtime leave with 128 + its number, once this hook is through.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker, ended), "stop"));

    var out = stream(FileDescriptor.out);
    var err = stream(FileDescriptor.err);
    var terminal =
        new Terminal(out, err, environment, Path.of("").toAbsolutePath(), new Redactor());
    int exitCode = new Application(terminal, InstantSource.system()).run(words);
    out.flush();
    err.flush();
    ended.countDown();
    return exitCode;
  }

  /// Interrupts the run and lets it say its last words.
  private static void stop(Thread worker, CountDownLatch ended) {
    if (ended.getCount() == 0) {
      return;
    }
    isToldToStop = true;
    worker.interrupt();
    try {
      ended.await(TIME_TO_STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      // the runtime ends anyway
    }
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
