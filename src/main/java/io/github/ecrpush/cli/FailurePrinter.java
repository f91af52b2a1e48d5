package io.github.ecrpush.cli;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.failure.ExitCode;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureText;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/// Prints a failure for a person, and a stack trace only when the program itself is wrong.
final class FailurePrinter {

  private final PrintStream err;
  private final Redactor redactor;

  FailurePrinter(PrintStream err, Redactor redactor) {
    this.err = err;
    this.redactor = redactor;
  }

  /// Prints the failure and returns the exit code that goes with it.
  int print(Failure failure) {
    err.println();
    err.print(redactor.redact(FailureText.of(failure)));
    if (failure instanceof Failure.Bug(_, Throwable cause)) {
      var trace = new StringWriter();
      cause.printStackTrace(new PrintWriter(trace));
      err.print(redactor.redact(trace.toString()));
    }
    err.flush();
    return ExitCode.of(failure);
  }
}
