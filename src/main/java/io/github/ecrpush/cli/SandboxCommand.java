package io.github.ecrpush.cli;

import io.github.ecrpush.failure.ExitCode;
import io.github.ecrpush.failure.FailureException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/// `ecr-push sandbox`: starts it, says `ready`, and waits until it is told to end.
public final class SandboxCommand {

  private static final String LISTEN = "--listen";
  private static final String DATA = "--data";
  private static final String ENV_FILE = "--env-file";
  private static final String ACCOUNT = "--account";
  private static final String REPOSITORY = "--repository";
  private static final String TRUST = "--trust";
  private static final String CLAIMS = "--claims";
  private static final String KEYS = "--keys";
  private static final String IAM = "--iam";
  private static final String FAULT = "--fault";
  private static final String CLOCK_OFFSET = "--clock-offset";
  private static final String TLS = "--tls";

  private final Terminal terminal;
  private final Start start;

  /// What the flags ask for.
  public record Wish(
      String listen,
      Path data,
      Path envFile,
      String account,
      List<String> repositories,
      Optional<Path> trust,
      Optional<Path> claims,
      Optional<Path> keys,
      Optional<Path> iam,
      List<String> faults,
      String clockOffset,
      boolean tls) {}

  /// Starts a sandbox. When it returns, the sandbox answers and its environment file is written.
  @FunctionalInterface
  public interface Start {
    AutoCloseable start(Wish wish);
  }

  public SandboxCommand(Terminal terminal, Start start) {
    this.terminal = terminal;
    this.start = start;
  }

  int run(List<String> words) {
    var spec =
        CommandLineReader.verb(
            "sandbox",
            List.of(LISTEN, DATA, ENV_FILE, ACCOUNT, TRUST, CLAIMS, KEYS, IAM, CLOCK_OFFSET),
            List.of(REPOSITORY, FAULT),
            List.of(TLS));
    var flags = CommandLineReader.read(spec, words);
    if (flags.isUsageHelpRequested()) {
      terminal.out().print(HelpText.SANDBOX);
      return ExitCode.OK;
    }
    try (var _ = start.start(wish(flags))) {
      terminal.out().println("ready");
      terminal.out().flush();
      Thread.sleep(Long.MAX_VALUE);
      return ExitCode.OK;
    } catch (InterruptedException _) {
      return ExitCode.OK; // told to end, and ended
    } catch (FailureException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Wish wish(ParseResult flags) {
    return new Wish(
        flags.matchedOptionValue(LISTEN, "127.0.0.1:0"),
        required(flags, DATA),
        required(flags, ENV_FILE),
        flags.matchedOptionValue(ACCOUNT, "123456789012"),
        List.of(flags.matchedOptionValue(REPOSITORY, new String[0])),
        path(flags, TRUST),
        path(flags, CLAIMS),
        path(flags, KEYS),
        path(flags, IAM),
        List.of(flags.matchedOptionValue(FAULT, new String[0])),
        flags.matchedOptionValue(CLOCK_OFFSET, "0s"),
        flags.hasMatchedOption(TLS));
  }

  private Path required(ParseResult flags, String flag) {
    return path(flags, flag)
        .orElseThrow(() -> new FailureException(CliFailures.flagMissing("sandbox", flag)));
  }

  private Optional<Path> path(ParseResult flags, String flag) {
    return Optional.ofNullable(flags.<String>matchedOptionValue(flag, null))
        .map(terminal.directory()::resolve);
  }
}
