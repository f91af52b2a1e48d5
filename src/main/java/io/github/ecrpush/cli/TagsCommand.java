package io.github.ecrpush.cli;

import io.github.ecrpush.failure.ExitCode;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.operation.NamedImage;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressListener;
import io.github.ecrpush.report.RunLog;
import io.github.ecrpush.report.TagsText;
import java.util.List;

/// `ecr-push check tags`: prints what images are called, and asks nobody but GitHub anything.
public final class TagsCommand {

  private final Terminal terminal;
  private final Names names;

  /// Names the images of some inputs.
  @FunctionalInterface
  public interface Names {
    /// Names them.
    ///
    /// @param listener is told what a file says and is not heeded, and whether the commit in the
    ///   labels is all that would be built
    List<NamedImage> of(Inputs inputs, ProgressListener listener);
  }

  public TagsCommand(Terminal terminal, Names names) {
    this.terminal = terminal;
    this.names = names;
  }

  int run(List<String> words) {
    var flags =
        CommandLineReader.read(
            CommandLineReader.push("check tags", CommandLineReader.FORMAT), words);
    if (flags.isUsageHelpRequested()) {
      terminal.out().print(HelpText.CHECK_TAGS);
      return ExitCode.OK;
    }
    var format = CommandLineReader.choice(flags, CommandLineReader.FORMAT, TagsText.Format.TEXT);
    var inputs =
        Inputs.of(CommandLineReader.inputs(flags, terminal.directory()), terminal.environment());
    var log = new RunLog(terminal.err(), terminal.redactor());
    var images = names.of(inputs, log);
    images.stream()
        .flatMap(image -> image.metadata().notices().stream())
        .distinct()
        .forEach(text -> log.on(new Notice(text)));
    terminal.out().print(terminal.redactor().redact(TagsText.of(images, format)));
    terminal.out().flush();
    return ExitCode.OK;
  }
}
