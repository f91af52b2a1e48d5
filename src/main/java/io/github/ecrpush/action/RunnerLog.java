package io.github.ecrpush.action;

import java.io.PrintStream;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The log that the runner reads: lines for people, and between them commands to the runner.
///
/// What a build, a registry or AWS said could be such a command, too. So it is quoted: it stands
/// between `::stop-commands::TOKEN` and `::TOKEN::`, where the runner obeys nothing but the token,
/// and the token is taken out of what is quoted. The older form of commands, `##[…]`, counts
/// anywhere in a line, and pages that show the log know some of it even inside a fence; it is
/// broken up in every line.
///
/// Threads may share it.
final class RunnerLog {

  private static final String STARS = "***";

  private final PrintStream out;
  private final Supplier<String> tokens;
  private final boolean debugging;

  /// What ends the fence that is open, or empty; and how it is found in a line.
  private String token = "";

  private Pattern anyCase = Pattern.compile("");

  /// @param tokens makes words that nobody can guess
  RunnerLog(PrintStream out, Supplier<String> tokens, boolean debugging) {
    this.out = out;
    this.tokens = tokens;
    this.debugging = debugging;
  }

  /// Prints text that is our own from its first word to its last.
  synchronized void say(String text) {
    text.lines().forEach(this::print);
  }

  /// Prints text that may hold somebody else's words.
  synchronized void quote(String text) {
    if (token.isEmpty()) {
      token = tokens.get();
      anyCase = Pattern.compile(Pattern.quote(token), Pattern.CASE_INSENSITIVE);
      out.println("::stop-commands::" + token);
    }
    text.lines().forEach(this::print);
  }

  synchronized void command(WorkflowCommand command) {
    endQuote();
    out.println(command);
  }

  /// Says what only somebody who looks for a mistake wants to read.
  void debug(String text) {
    if (debugging) {
      command(WorkflowCommand.of("debug", text));
    }
  }

  /// Ends what is open, so that the runner listens again.
  synchronized void endQuote() {
    if (!token.isEmpty()) {
      out.println("::" + token + "::");
      token = "";
    }
  }

  private void print(String line) {
    out.println(withoutToken(harmless(line)));
  }

  private static String harmless(String line) {
    var safe = new StringBuilder(line.length());
    line.chars()
        .filter(c -> c == '\t' || !Character.isISOControl(c))
        .forEach(c -> safe.append((char) c));
    return safe.toString().replace("##[", "## [");
  }

  /// The runner compares without regard to case.
  private String withoutToken(String line) {
    return token.isEmpty() ? line : anyCase.matcher(line).replaceAll(STARS);
  }
}
