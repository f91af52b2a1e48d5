package io.github.ecrpush.git.pattern;

import io.github.ecrpush.file.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// Reads a file of patterns. As for git, a link is none, so that nobody is led elsewhere.
final class RuleFile {

  private static final int LARGEST = 1 << 20;

  private RuleFile() {}

  /// Its lines; none when there is no such file.
  ///
  /// @throws IOException if there is one that cannot be read
  static List<String> lines(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    var text = new String(SmallFile.bytes(file, LARGEST), StandardCharsets.UTF_8);
    return (text.startsWith("\ufeff") ? text.substring(1) : text).lines().toList();
  }
}
