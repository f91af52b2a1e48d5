package io.github.ecrpush.build.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A process by its namespace, its number there and the tick at which it started: numbers of
/// processes, and of namespaces too, are used again.
record KernelProcess(long namespace, long pid, long start) {

  private static final Path PROC = Path.of("/proc");

  /// This process, on systems that show it.
  static Optional<KernelProcess> current() {
    long pid = ProcessHandle.current().pid();
    return ourNamespace()
        .flatMap(namespace -> startOf(pid).map(start -> new KernelProcess(namespace, pid, start)));
  }

  /// Whether it can be seen from here that this process has ended.
  boolean hasEnded() {
    return ourNamespace().equals(Optional.of(namespace))
        && !startOf(pid).equals(Optional.of(start));
  }

  /// Whether it is the first of its namespace, which ends with it: that of a container's program.
  boolean isFirst() {
    return pid == 1;
  }

  private static Optional<Long> ourNamespace() {
    try {
      var link = Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString(); // pid:[4026531836]
      return Optional.of(Long.valueOf(link.replaceAll("\\D", "")));
    } catch (IOException | NumberFormatException | UnsupportedOperationException _) {
      return Optional.empty();
    }
  }

  /// Field 22 of the process' line. The second one is its name, which may hold anything.
  private static Optional<Long> startOf(long pid) {
    try {
      var line = Files.readString(PROC.resolve(pid + "/stat"));
      var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      boolean zombie = fields[0].equals("Z");
      return zombie ? Optional.empty() : Optional.of(Long.valueOf(fields[19]));
    } catch (IOException | RuntimeException _) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return namespace + "-" + pid + "-" + start;
  }
}
