package io.github.ecrpush.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/// The files of our step among those of the job. The runner makes such files anew for each step,
/// and takes them away with the job.
///
/// @param file one of ours, such as `set_output_` and something that is new for each step
/// @param siblings what was called alike when our step began; nothing where a name does not change
record StepFiles(Path file, Set<String> siblings) {

  static StepFiles around(Path file) throws IOException {
    return new StepFiles(file, alike(file));
  }

  /// Whether the runner has gone on with the job.
  boolean areOver() {
    try {
      return !Files.exists(file, LinkOption.NOFOLLOW_LINKS) || !siblings.containsAll(alike(file));
    } catch (IOException _) {
      return false; // then nobody knows
    }
  }

  private static Set<String> alike(Path file) throws IOException {
    var name = file.getFileName().toString();
    var start = name.substring(0, name.lastIndexOf('_') + 1);
    if (start.isEmpty()) {
      return Set.of();
    }
    try (var files = Files.list(file.toAbsolutePath().getParent())) {
      return files
          .map(other -> other.getFileName().toString())
          .filter(other -> other.startsWith(start))
          .collect(Collectors.toSet());
    }
  }
}
