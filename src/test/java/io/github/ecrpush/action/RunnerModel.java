package io.github.ecrpush.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// How GitHub's runner reads a log: which lines it obeys and which it only shows.
///
/// A line ends at CR, LF or both. A command is `::name …::data` behind blanks at the beginning, or
/// `##[name …]data` anywhere. While it was told to stop, only its token is obeyed.
final class RunnerModel {

  private static final Set<String> COMMANDS =
      Set.of(
          "debug",
          "notice",
          "warning",
          "error",
          "group",
          "endgroup",
          "add-mask",
          "stop-commands",
          "echo",
          "add-matcher",
          "remove-matcher",
          "set-output",
          "save-state",
          "set-env",
          "add-path",
          "internal-set-repo-path");

  private final List<String> obeyed = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();
  private String token = "";

  static RunnerModel reading(String log) {
    var model = new RunnerModel();
    for (var line : log.split("\r\n|\r|\n", -1)) {
      model.read(line);
    }
    return model;
  }

  /// The commands that did something, with their data.
  List<String> obeyed() {
    return obeyed;
  }

  List<String> shown() {
    return shown;
  }

  boolean isStopped() {
    return !token.isEmpty();
  }

  private void read(String line) {
    var command = parse(line);
    if (command.length == 0) {
      shown.add(line);
    } else if (!token.isEmpty()) {
      if (command[0].equalsIgnoreCase(token)) {
        token = "";
      } else {
        shown.add(line);
      }
    } else if (command[0].equals("stop-commands")) {
      token = command[1];
    } else if (COMMANDS.contains(command[0])) {
      obeyed.add(command[0] + " " + command[1]);
    } else {
      shown.add(line);
    }
  }

  /// Name and data, or nothing.
  private static String[] parse(String line) {
    var text = line.stripLeading();
    if (text.startsWith("::")) {
      int end = text.indexOf("::", 2);
      if (end > 0) {
        return command(text.substring(2, end), text.substring(end + 2));
      }
    }
    int begin = line.indexOf("##[");
    int end = begin < 0 ? -1 : line.indexOf(']', begin);
    return end < 0
        ? new String[0]
        : command(line.substring(begin + 3, end), line.substring(end + 1));
  }

  private static String[] command(String head, String data) {
    int blank = head.indexOf(' ');
    var name = (blank < 0 ? head : head.substring(0, blank)).toLowerCase(Locale.ROOT);
    return name.isEmpty() ? new String[0] : new String[] {name, data};
  }
}
