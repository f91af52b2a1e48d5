package io.github.ecrpush.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// All that a run of the program leaves on this machine.
///
/// @param children the arguments and variables of the processes that it started
/// @param files those that came beside its own folders
record Traces(Program program, Ended ended, Set<String> children, List<Path> files) {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Runs it to its end, and looks at its children meanwhile.
  static Traces of(Program program, String... words) throws IOException, InterruptedException {
    var before = temporaryFiles();
    var running = program.start(words);
    var children = insidesOfChildren(running);
    var ended = running.await();
    var fresh = new ArrayList<>(temporaryFiles());
    fresh.removeAll(before);
    return new Traces(program, ended, children, fresh);
  }

  Traces expecting(int code) {
    ended.expecting(code);
    return this;
  }

  /// What people see.
  String log() {
    return ended.withoutMasks() + ended.err();
  }

  void assertWithout(PlantedSecrets planted) throws IOException {
    planted.assertNotIn(log(), "the log");
    for (var child : children) {
      planted.assertNotIn(child, "a child of the program");
    }
    for (var place : List.of(program.home(), program.temporary(), program.work())) {
      planted.assertNotUnder(place);
    }
    for (var file : files) {
      planted.assertNotUnder(file);
    }
  }

  /// From the moment on when the launcher has become the program.
  private static Set<String> insidesOfChildren(Running running)
      throws IOException, InterruptedException {
    var handle = running.process().toHandle();
    Eventually.within(PATIENCE, () -> !handle.isAlive() || Processes.isProgram(handle, "java"));
    var seen = new HashSet<String>();
    while (handle.isAlive()) {
      Processes.insideOfChildren(handle).forEach(seen::add);
      Thread.sleep(10);
    }
    return seen;
  }

  private static List<Path> temporaryFiles() throws IOException {
    try (var entries = Files.list(Path.of("/tmp"))) {
      return entries.filter(Files::isRegularFile).toList();
    }
  }
}
