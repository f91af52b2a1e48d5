package io.github.ecrpush.cli;

import io.github.ecrpush.cli.live.Colours;
import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.failure.ExitCode;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureText;
import io.github.ecrpush.failure.PlainText;
import io.github.ecrpush.operation.MetFailure;
import io.github.ecrpush.report.NamesText;
import java.io.PrintStream;
import java.util.List;

/// Prints a failure for a person.
final class FailurePrinter {

  private final PrintStream err;
  private final Redactor redactor;
  private final Colours colours;

  FailurePrinter(PrintStream err, Redactor redactor, Colours colours) {
    this.err = err;
    this.redactor = redactor;
    this.colours = colours;
  }

  /// Prints a failure that no image has, and returns the exit code that goes with it.
  int print(Failure failure) {
    return print(List.of(new MetFailure(failure, List.of())));
  }

  /// Prints each below the names of the images that met it, and returns the exit code of the first;
  /// all is well when there is none.
  int print(List<MetFailure> failures) {
    failures.forEach(this::print);
    return failures.isEmpty() ? ExitCode.OK : ExitCode.of(failures.getFirst().failure());
  }

  private void print(MetFailure met) {
    err.print("\n" + redactor.redact(NamesText.before(met.images(), "\n")));
    var text = redactor.redact(PlainText.lines(FailureText.withTrace(met.failure())));
    err.println(colours.failure(text));
    err.flush();
  }
}
