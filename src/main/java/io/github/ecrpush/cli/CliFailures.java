package io.github.ecrpush.cli;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.input.Nearest;
import java.util.List;

/// The words for command lines that cannot be read.
final class CliFailures {

  private CliFailures() {}

  static Failure verbUnknown(String written, List<String> verbs) {
    return misconfigured(
        written,
        new Explanation(
            "verb-unknown",
            "There is no verb `" + written + "`.",
            "The verbs are `" + String.join("`, `", verbs) + "`.",
            meant(written, verbs) + "Run `ecr-push --help` to see what each does."));
  }

  static Failure subjectUnknown(String written, List<String> subjects) {
    return misconfigured(
        written,
        new Explanation(
            "subject-unknown",
            "`ecr-push check` does not know what to check in `" + written + "`.",
            "It checks everything, or only `" + String.join("`, `", subjects) + "`.",
            meant(written, subjects) + "Run `ecr-push check --help` to see what each looks at."));
  }

  static Failure wordUnknown(String verb, String written, List<String> flags) {
    var flag = written.split("=", 2)[0];
    var what =
        flag.startsWith("-")
            ? "`ecr-push " + verb + "` has no flag `" + flag + "`."
            : "`ecr-push " + verb + "` does not know what to do with `" + flag + "`.";
    var why =
        flag.startsWith("-")
            ? "Every flag has the name of an input."
            : "It takes only flags, each with its value behind it.";
    return misconfigured(
        flag,
        new Explanation(
            "flag-unknown",
            what,
            why,
            meant(flag, flags) + "Run `ecr-push " + verb + " --help` to see all flags."));
  }

  static Failure flagValueMissing(String verb, String flag) {
    return misconfigured(
        flag,
        new Explanation(
            "flag-value-missing",
            "The flag `" + flag + "` was given without a value.",
            "A value follows its flag, behind a space or `=`.",
            "Write `ecr-push "
                + verb
                + " "
                + flag
                + "=VALUE`. A value that begins with `--` needs"
                + " the `=`."));
  }

  static Failure flagFileUnreadable(String flag, String file, String why) {
    return misconfigured(
        flag,
        new Explanation(
            "flag-file-unreadable",
            "The value of `" + flag + "` could not be read from the file `" + file + "`.",
            why,
            "Correct the path behind the `@`. A value that begins with `@` itself is written `"
                + flag
                + "=@@…`."));
  }

  static Failure flagMissing(String verb, String flag) {
    return misconfigured(
        flag,
        new Explanation(
            "flag-missing",
            "The flag `" + flag + "` was not given.",
            "`ecr-push " + verb + "` cannot do without it.",
            "Add `" + flag + " …`. Run `ecr-push " + verb + " --help` to see what it is for."));
  }

  static Failure flagTwice(String verb, String flag) {
    return misconfigured(
        flag,
        new Explanation(
            "flag-twice",
            "The flag `" + flag + "` was given twice.",
            "`ecr-push " + verb + "` takes one value for it.",
            "Leave one of the two away."));
  }

  static Failure formatUnknown(String written, List<String> formats) {
    return misconfigured(
        "output",
        new Explanation(
            "format-unknown",
            "Outputs cannot be printed as `" + written + "`.",
            "The flag `--output` knows `" + String.join("` and `", formats) + "`.",
            meant(written, formats) + "Leave `--output` away for lines of `name=value`."));
  }

  static Failure choiceUnknown(String flag, String written, List<String> known) {
    return misconfigured(
        flag,
        new Explanation(
            "flag-value-unknown",
            "The flag `" + flag + "` was given as `" + written + "`.",
            "It knows `" + String.join("`, `", known) + "`.",
            meant(written, known)
                + "Leave it away for `"
                + known.getFirst()
                + "`, or name one of the others."));
  }

  static Failure wordsUnreadable(String verb, String detail) {
    return misconfigured(
        verb,
        new Explanation(
            "command-line-unreadable",
            "The command line of `ecr-push " + verb + "` could not be read.",
            detail + (detail.endsWith(".") ? "" : "."),
            "Run `ecr-push " + verb + " --help` to see how it is written."));
  }

  private static String meant(String written, List<String> words) {
    return Nearest.to(written, words).map(word -> "Did you mean `" + word + "`? ").orElse("");
  }

  private static Failure misconfigured(String input, Explanation explanation) {
    return new Failure.Misconfigured(explanation, input);
  }
}
