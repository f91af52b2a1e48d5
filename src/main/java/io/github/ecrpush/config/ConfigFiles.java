package io.github.ecrpush.config;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.file.SmallFile;
import io.github.ecrpush.file.UnusableFileException;
import io.github.ecrpush.yaml.Yaml;
import io.github.ecrpush.yaml.YamlException;
import io.github.ecrpush.yaml.YamlNode;
import io.github.ecrpush.yaml.YamlPlace;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads the file that the user names, and those that it names.
final class ConfigFiles {

  private static final int LARGEST = 1 << 20;
  private static final int MOST_FILES = 50;
  private static final String NOT_READ = "It may not be read.";

  private final Workspace workspace;
  private final Mistakes mistakes;
  private final Map<String, Optional<YamlNode>> read = new HashMap<>();

  ConfigFiles(Workspace workspace, Mistakes mistakes) {
    this.workspace = workspace;
    this.mistakes = mistakes;
  }

  Workspace workspace() {
    return workspace;
  }

  /// The file that the user names.
  YamlNode first(String file) {
    var path =
        workspace
            .inside("", file)
            .orElseThrow(() -> new FailureException(ConfigFailures.outside(file)));
    try {
      return parse(path, SmallFile.text(workspace.path(path), LARGEST))
          .orElseThrow(() -> mistakes.failure());
    } catch (UnusableFileException e) {
      throw new FailureException(ConfigFailures.unreadable(file, e.sentence()));
    } catch (IOException _) {
      throw new FailureException(ConfigFailures.unreadable(file, NOT_READ));
    }
  }

  /// A file that another one names; nothing when it has mistakes, or cannot be read.
  ///
  /// @param place where it is named
  /// @param file its path, from the workspace on
  Optional<YamlNode> further(YamlPlace place, String file) {
    var known = read.get(file);
    if (known != null) {
      return known;
    }
    if (read.size() == MOST_FILES) {
      throw mistakes.last(place, "More than " + MOST_FILES + " files are named.");
    }
    var node = text(place, file).flatMap(text -> parse(file, text));
    read.put(file, node);
    return node;
  }

  /// The text of a file that another one names.
  Optional<String> text(YamlPlace place, String file) {
    try {
      return Optional.of(SmallFile.text(workspace.path(file), LARGEST));
    } catch (UnusableFileException e) {
      mistakes.add(place, "The file `" + Shown.of(file) + "` cannot be read. " + e.sentence());
    } catch (IOException _) {
      mistakes.add(place, "The file `" + Shown.of(file) + "` cannot be read. " + NOT_READ);
    }
    return Optional.empty();
  }

  private Optional<YamlNode> parse(String file, String text) {
    try {
      return Optional.of(Yaml.read(file, text));
    } catch (YamlException e) {
      e.mistakes().forEach(mistakes::add);
      return Optional.empty();
    }
  }
}
