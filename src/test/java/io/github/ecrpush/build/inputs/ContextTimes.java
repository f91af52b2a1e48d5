package io.github.ecrpush.build.inputs;

import java.nio.file.Path;
import java.util.Locale;

/// Prints how long it takes to look at a context, once for each time that is asked for, in
/// milliseconds; the first line is that of a JVM that never did it before.
///
/// `java -cp CLASSES io.github.ecrpush.build.inputs.ContextTimes FOLDER TIMES`
final class ContextTimes {

  private ContextTimes() {}

  public static void main(String[] arguments) throws InterruptedException {
    var context = Path.of(arguments[0]);
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      long start = System.nanoTime();
      var tree = ContextTree.of(context, context.resolve("Dockerfile"));
      double milliseconds = (System.nanoTime() - start) / 1e6;
      System.out.println(String.format(Locale.ROOT, "%.0f %s", milliseconds, tree));
    }
  }
}
