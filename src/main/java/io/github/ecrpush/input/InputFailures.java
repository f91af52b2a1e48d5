package io.github.ecrpush.input;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The words for inputs that cannot be used.
public final class InputFailures {

  private static final int SHOWN = 60;

  private InputFailures() {}

  static Failure inputMissing(Input input) {
    var variables =
        input.variables().isEmpty()
            ? ""
            : ", or set the variable `" + String.join("` or `", input.variables()) + "`";
    return misconfigured(
        input.key(),
        new Explanation(
            "input-missing",
            "The input `" + input.key() + "` was not given.",
            input.description(),
            "Give it as `"
                + input.key()
                + ": …` in a workflow or `--"
                + input.key()
                + " …` on a terminal"
                + variables
                + "."));
  }

  static Failure valueUnknown(Input input, String written, List<String> words) {
    var meant = Nearest.to(written, words).map(word -> "Did you mean `" + word + "`? ").orElse("");
    return misconfigured(
        input.key(),
        new Explanation(
            "value-unknown",
            "The input `" + input.key() + "` was given as `" + shown(written) + "`.",
            "It knows only " + list(words) + ".",
            meant + "Set `" + input.key() + "` to one of " + list(words) + "."));
  }

  /// What another action has, and this one does not.
  public static Failure peersInputs(List<PeerInput> written) {
    var names = written.stream().map(input -> "`" + input.key() + "`").toList();
    return misconfigured(
        written.getFirst().key(),
        new Explanation(
            "input-of-another-action",
            names.size() == 1
                ? "There is no input " + names.getFirst() + " here."
                : "There are no inputs " + String.join(", ", names) + " here.",
            each(written, PeerInput::why),
            each(written, PeerInput::instead)));
  }

  private static String each(List<PeerInput> written, Function<PeerInput, String> words) {
    return written.size() == 1
        ? words.apply(written.getFirst())
        : written.stream()
            .map(input -> "`" + input.key() + "`: " + words.apply(input))
            .collect(Collectors.joining("\n"));
  }

  /// A value that breaks a rule of its own; the rule is a whole sentence.
  public static Failure valueMalformed(Input input, String written, String rule) {
    return misconfigured(
        input.key(),
        new Explanation(
            "value-malformed",
            "The input `" + input.key() + "` was given as `" + shown(written) + "`.",
            rule,
            "Correct `" + input.key() + "`. " + input.description()));
  }

  /// The rule that a name enforces on itself, as a sentence.
  public static String sentence(IllegalArgumentException rule) {
    var text = String.valueOf(rule.getMessage());
    boolean ended = text.endsWith("?") || text.endsWith(".");
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (ended ? "" : ".");
  }

  /// The value is not shown: the entry may be a secret whose `=` was forgotten.
  static Failure pairMalformed(Input input, String line) {
    return misconfigured(
        input.key(),
        new Explanation(
            "pair-malformed",
            "The input `" + input.key() + "` has an entry without a name and `=`.",
            "Every entry is written `name=value`, one a line. The entry has "
                + line.length()
                + " characters; it is not shown, because it may be a secret.",
            "Write the entry as `name=value`. A value of several lines stands in double quotes"
                + " together with its name: `\"name=first line…\"`."));
  }

  private static Failure misconfigured(String input, Explanation explanation) {
    return new Failure.Misconfigured(explanation, input);
  }

  private static String list(List<String> words) {
    return words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", "));
  }

  private static String shown(String written) {
    return written.length() <= SHOWN ? written : written.substring(0, SHOWN) + "…";
  }
}
