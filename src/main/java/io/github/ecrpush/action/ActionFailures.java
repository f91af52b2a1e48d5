package io.github.ecrpush.action;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.input.Nearest;
import java.util.List;
import java.util.stream.Collectors;

/// The words for steps that are written wrong, and for a runner that does not take what it gets.
final class ActionFailures {

  private static final int SHOWN = 5;

  private ActionFailures() {}

  static Failure inputUnknown(List<String> unknown, List<String> known) {
    var named =
        unknown.stream()
            .limit(SHOWN)
            .map(name -> "`" + name + "`" + meant(name, known))
            .collect(Collectors.joining(", "));
    int more = unknown.size() - SHOWN;
    return misconfigured(
        unknown.getFirst(),
        new Explanation(
            "input-unknown",
            unknown.size() == 1
                ? "The action has no input `" + unknown.getFirst() + "`."
                : "The action does not have "
                    + unknown.size()
                    + " of the inputs that it was given.",
            "A misspelt input would be passed over, and the run would do something else than was"
                + " wished. Unknown: "
                + named
                + (more > 0 ? ", and " + more + " more" : "")
                + ".",
            "Correct the names under `with:`, or take them out. All inputs: docs/inputs.md."));
  }

  private static String meant(String written, List<String> words) {
    return Nearest.to(written, words).map(word -> " (did you mean `" + word + "`?)").orElse("");
  }

  static Failure verbUnknown(String written, List<String> verbs) {
    return misconfigured(
        ActionInputs.COMMAND,
        new Explanation(
            "command-unknown",
            "The input `command` was given as `" + written + "`.",
            "As an action, the verbs are `" + String.join("`, `", verbs) + "`.",
            "Leave `command` out to push, or set it to `check` to look only. Everything else is for the"
                + " command line."));
  }

  static Failure variableMissing(String variable) {
    return misconfigured(
        variable,
        new Explanation(
            "runner-file-missing",
            "The runner did not say where outputs are to be written.",
            "The variable `" + variable + "` is not set, so no later step could read the digest.",
            "Run the action by `uses:` in a workflow. To start its image by hand, give it words, such"
                + " as `push --help`: then it is the command line."));
  }

  static Failure fileUnusable(String variable, String path, String why) {
    return misconfigured(
        variable,
        new Explanation(
            "runner-file-unusable",
            "The file `" + path + "` cannot be written to.",
            "The runner names it in `"
                + variable
                + "`, but "
                + why
                + ". Nothing was built or pushed.",
            "Look for a step before this one that changes the runner's files, and take that out. On a"
                + " runner of your own, look at its disk and at who owns its `_temp` folder."));
  }

  static Failure outputsNotWritten(String path, String why) {
    return new Failure.Unavailable(
        new Explanation(
            "outputs-not-written",
            "The outputs could not be handed on to later steps.",
            "Writing to `"
                + path
                + "` ended with: "
                + why
                + ". What stood in it before is still so.",
            "Make room on the runner's disk and run the job again. What was pushed is found there and"
                + " not pushed twice."),
        "runner");
  }

  static Failure loginNotWritten(String path, String why) {
    return misconfigured(
        "export-docker-login",
        new Explanation(
            "docker-login-not-written",
            "The registry login could not be left for later steps.",
            "`export-docker-login` writes it to `" + path + "`, but " + why + ".",
            "Correct the file, or have `DOCKER_CONFIG` name another folder. Or take"
                + " `export-docker-login` out: this step needs no login there."));
  }

  private static Failure misconfigured(String input, Explanation explanation) {
    return new Failure.Misconfigured(explanation, input);
  }
}
