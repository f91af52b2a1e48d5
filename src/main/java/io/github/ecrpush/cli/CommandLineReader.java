package io.github.ecrpush.cli;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.InputFailures;
import io.github.ecrpush.input.InputKind.Document;
import io.github.ecrpush.input.InputKind.Lines;
import io.github.ecrpush.input.InputKind.Truth;
import io.github.ecrpush.input.InputKind.Words;
import io.github.ecrpush.input.PeerInput;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Reads the words after a verb into flags. The flags are made from declarations, so nothing here
/// knows any of them by name.
final class CommandLineReader {

  static final String OUTPUT = "--output";
  static final String FORMAT = "--format";
  static final String HELP = "--help";

  private CommandLineReader() {}

  /// The flags of `push`: one for each input, and how to print outputs.
  static CommandSpec push() {
    return push("push", OUTPUT);
  }

  /// The flags of a verb that takes the inputs of `push`, and more.
  static CommandSpec push(String name, String... more) {
    var spec = verb(name, List.of(more), List.of(), List.of());
    for (var input : Input.values()) {
      spec.addOption(flag(input));
    }
    return spec;
  }

  /// The flags of a verb that has its own.
  static CommandSpec verb(
      String name, List<String> once, List<String> repeated, List<String> bare) {
    var spec = CommandSpec.create().name(name);
    once.forEach(
        flag -> spec.addOption(OptionSpec.builder(flag).type(String.class).arity("1").build()));
    repeated.forEach(
        flag -> spec.addOption(OptionSpec.builder(flag).type(String[].class).arity("1").build()));
    bare.forEach(flag -> spec.addOption(OptionSpec.builder(flag).type(boolean.class).build()));
    return withHelp(spec);
  }

  private static CommandSpec withHelp(CommandSpec spec) {
    return spec.addOption(
        OptionSpec.builder("-h", HELP).type(boolean.class).usageHelp(true).build());
  }

  private static OptionSpec flag(Input input) {
    var flag = OptionSpec.builder("--" + input.key());
    return switch (input.kind()) {
      // `--pull` alone says yes
      case Truth _ -> flag.type(String.class).arity("0..1").fallbackValue("true").build();
      // a list may be given entry by entry
      case Words _, Lines _ -> flag.type(String[].class).arity("1").build();
      case Document _ -> flag.type(String.class).arity("1").build();
      default -> flag.type(String.class).arity("1").build();
    };
  }

  /// Reads a command line.
  ///
  /// @throws FailureException if a flag is unknown, lacks its value or comes twice
  static ParseResult read(CommandSpec spec, List<String> words) {
    try {
      return new CommandLine(spec)
          .setTrimQuotes(false)
          .setInterpolateVariables(false)
          .setExpandAtFiles(false)
          .setAbbreviatedOptionsAllowed(false)
          .parseArgs(words.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new FailureException(failure(spec, e));
    }
  }

  private static io.github.ecrpush.failure.Failure failure(CommandSpec spec, ParameterException e) {
    return switch (e) {
      case UnmatchedArgumentException unmatched ->
          unknown(spec, unmatched.getUnmatched().getFirst());
      case MissingParameterException missing
          when missing.getMissing().getFirst() instanceof OptionSpec option ->
          CliFailures.flagValueMissing(spec.name(), option.longestName());
      case OverwrittenOptionException twice
          when twice.getOverwritten() instanceof OptionSpec option ->
          CliFailures.flagTwice(spec.name(), option.longestName());
      default -> CliFailures.wordsUnreadable(spec.name(), String.valueOf(e.getMessage()));
    };
  }

  private static io.github.ecrpush.failure.Failure unknown(CommandSpec spec, String written) {
    var flag = written.split("=", 2)[0];
    return Optional.of(flag)
        .filter(word -> word.startsWith("--"))
        .flatMap(word -> PeerInput.named(word.substring(2)))
        .map(input -> InputFailures.peersInputs(List.of(input)))
        .orElseGet(() ->
            CliFailures.wordUnknown(spec.name(), written, List.copyOf(spec.optionsMap().keySet())));
  }

  /// The inputs that were given as flags. Entries of a list that came one by one stand one a line.
  static Map<Input, String> inputs(ParseResult result, Path directory) {
    var given = new EnumMap<Input, String>(Input.class);
    for (var input : Input.values()) {
      var flag = "--" + input.key();
      Object value = result.matchedOptionValue(flag, null);
      switch (value) {
        case null -> {}
        case String[] entries ->
            given.put(
                input,
                Arrays.stream(entries)
                    .map(entry -> FlagFile.value(flag, entry, directory))
                    .collect(Collectors.joining("\n")));
        default -> given.put(input, FlagFile.value(flag, value.toString(), directory));
      }
    }
    return given;
  }

  /// What a flag says, in one of a few words.
  ///
  /// @param standard what is meant when nothing was written
  static <E extends Enum<E>> E choice(ParseResult flags, String flag, E standard) {
    String written = flags.matchedOptionValue(flag, word(standard));
    var known = Arrays.asList(standard.getDeclaringClass().getEnumConstants());
    return known.stream()
        .filter(each -> word(each).equals(written))
        .findFirst()
        .orElseThrow(() ->
            new FailureException(
                CliFailures.choiceUnknown(
                    flag, written, known.stream().map(CommandLineReader::word).toList())));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
