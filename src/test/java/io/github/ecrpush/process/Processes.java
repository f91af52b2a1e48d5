package io.github.ecrpush.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The processes of this machine. The steps of builds are among them, because the engines of the
/// tests run here.
public final class Processes {

  private Processes() {}

  /// Whether a process runs that has a word among its arguments.
  public static boolean anyWith(String word) throws IOException {
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (var process : processes) {
        if (arguments(process).contains(word)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether a process is that of a program by now.
  static boolean isProgram(ProcessHandle process, String name) {
    return arguments(Path.of("/proc", String.valueOf(process.pid()))).getFirst().endsWith(name);
  }

  private static List<String> arguments(Path process) {
    return List.of(text(process.resolve("cmdline")).split("\0", -1));
  }

  /// The arguments and the environment of all processes that descend from one.
  static Stream<String> insideOfChildren(ProcessHandle process) {
    return process
        .descendants()
        .map(child -> Path.of("/proc", String.valueOf(child.pid())))
        .map(child -> text(child.resolve("cmdline")) + "\0" + text(child.resolve("environ")));
  }

  /// The variables of all processes in a container, which the kernel knows by its id.
  public static String environmentsIn(String container) throws IOException {
    var inside = new StringBuilder();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (var process : processes) {
        if (text(process.resolve("cgroup")).contains(container)) {
          inside.append(text(process.resolve("environ"))).append('\n');
        }
      }
    }
    return inside.toString();
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return ""; // it ended meanwhile
    }
  }
}
