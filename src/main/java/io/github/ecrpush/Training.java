package io.github.ecrpush;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// Runs several command lines one after the other in one process, so that the start-up cache made
/// of it knows what each of them needs. `script/train` calls it.
///
/// The lines are separated by `;`. As in a shell, a line begins with the variables that are
/// different for it, and `!3` before it says that it is to fail with exit code 3. A line of
/// variables alone is a call as the runner makes it.
final class Training {

  private static final String SEPARATOR = ";";
  private static final String FAILS = "!";

  /// Reads compressed headers. Engines send them, what plays the engines does not.
  private static final String NEEDED_WITH_ENGINES = "io.grpc.okhttp.internal.framed.Huffman";

  private Training() {}

  public static void main(String[] arguments) throws ClassNotFoundException {
    var _ = Class.forName(NEEDED_WITH_ENGINES);
    var line = new ArrayList<String>();
    for (var word : arguments) {
      if (word.equals(SEPARATOR)) {
        run(line);
        line.clear();
      } else {
        line.add(word);
      }
    }
    run(line);
    System.exit(0);
  }

  private static void run(List<String> line) {
    var words = new ArrayList<>(line);
    int expected = 0;
    if (words.getFirst().startsWith(FAILS)) {
      expected = Integer.parseInt(words.removeFirst().substring(FAILS.length()));
    }
    var environment = new HashMap<>(System.getenv());
    while (!words.isEmpty() && words.getFirst().contains("=")) {
      var variable = words.removeFirst();
      int equals = variable.indexOf('=');
      environment.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    if (Main.run(words, environment) != expected) {
      System.exit(1);
    }
  }
}
