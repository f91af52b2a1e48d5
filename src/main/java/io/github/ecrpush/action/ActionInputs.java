package io.github.ecrpush.action;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.InputFailures;
import io.github.ecrpush.input.PeerInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the step's `with:` says. The runner hands each input over as a variable: `INPUT_` and its
/// name in upper case, with hyphens kept.
final class ActionInputs {

  static final String COMMAND = "command";
  static final List<String> VERBS = List.of("push", "check");

  private static final String PREFIX = "INPUT_";

  /// The runner takes these for itself, and hands them over all the same.
  private static final Set<String> OF_THE_RUNNER = Set.of("args", "entrypoint");

  private ActionInputs() {}

  /// Those of its inputs that are ours, whatever else it says.
  static Map<Input, String> given(Map<String, String> environment) {
    var known = known();
    var given = new EnumMap<Input, String>(Input.class);
    environment.forEach((variable, value) -> {
      var input = variable.startsWith(PREFIX) ? known.get(name(variable)) : null;
      if (input != null && !value.equals(input.standard())) { // the runner gives every default
        given.put(input, value);
      }
    });
    return given;
  }

  private static Map<String, Input> known() {
    return Arrays.stream(Input.values()).collect(Collectors.toMap(Input::key, Function.identity()));
  }

  private static String name(String variable) {
    return variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT);
  }

  /// @throws FailureException if an input is not ours, or `command` names no verb of the action
  static Map<Input, String> read(Map<String, String> environment) {
    var known = known();
    var given = given(environment);
    var peers = new TreeSet<PeerInput>();
    var unknown = new TreeSet<String>();
    var verb = "";
    for (var variable : environment.entrySet()) {
      if (!variable.getKey().startsWith(PREFIX)) {
        continue;
      }
      var name = name(variable.getKey());
      if (name.equals(COMMAND)) {
        verb = variable.getValue().strip();
      } else if (!known.containsKey(name) && !OF_THE_RUNNER.contains(name)) {
        PeerInput.named(name).ifPresentOrElse(peers::add, () -> unknown.add(name));
      }
    }
    if (!peers.isEmpty()) {
      throw new FailureException(InputFailures.peersInputs(List.copyOf(peers)));
    }
    if (!unknown.isEmpty()) {
      var names = new ArrayList<>(known.keySet());
      names.add(COMMAND);
      throw new FailureException(ActionFailures.inputUnknown(List.copyOf(unknown), names));
    }
    if (!verb.isEmpty() && !VERBS.contains(verb)) {
      throw new FailureException(ActionFailures.verbUnknown(verb, VERBS));
    }
    if (verb.equals("check")) {
      given.put(Input.DRY_RUN, "true");
    }
    return given;
  }
}
