package io.github.ecrpush.git;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the configuration of a repository says. Only its own file counts: what that includes, and
/// those of the user and of the machine, are not read.
///
/// @param values by names such as `core.bare` or `remote.origin.url`. As for git, the last one that
///   is given counts, and of several addresses the first
record GitConfig(Map<String, String> values) {

  private static final int LARGEST = 1 << 20;

  /// @param shared the folder of the repository
  static GitConfig of(Path shared) {
    var values = new HashMap<String, String>();
    var section = "";
    for (var line : lines(shared)) {
      if (line.startsWith("[")) {
        section = section(line);
      } else if (!section.isEmpty() && !line.isEmpty() && "#;".indexOf(line.charAt(0)) < 0) {
        int equals = line.indexOf('=');
        var name = equals < 0 ? line : line.substring(0, equals);
        var whole = section + "." + name.strip().toLowerCase(Locale.ROOT);
        var value = equals < 0 ? "true" : value(line.substring(equals + 1).strip());
        values.merge(whole, value, (first, last) -> whole.endsWith(".url") ? first : last);
      }
    }
    return new GitConfig(Map.copyOf(values));
  }

  private static List<String> lines(Path shared) {
    var text = GitFile.text(shared.resolve("config"), LARGEST).orElse("");
    return text.lines().map(String::strip).toList();
  }

  /// `core` of `[core]`, `remote.origin` of `[remote "origin"]`.
  private static String section(String line) {
    int end = line.lastIndexOf(']');
    if (end < 0) {
      return "";
    }
    var inside = line.substring(1, end).strip();
    int space = inside.indexOf(' ');
    return space < 0
        ? inside.toLowerCase(Locale.ROOT)
        : inside.substring(0, space).toLowerCase(Locale.ROOT)
            + "."
            + value(inside.substring(space).strip());
  }

  /// Without quotes, and without a comment behind it.
  private static String value(String text) {
    var value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"') {
        quoted = !quoted;
      } else if (letter == '\\' && i + 1 < text.length()) {
        value.append(text.charAt(++i));
      } else if (!quoted && (letter == '#' || letter == ';')) {
        break;
      } else {
        value.append(letter);
      }
    }
    return value.toString().strip();
  }

  Optional<String> value(Name name) {
    return Optional.ofNullable(values.get(name.text)).filter(value -> !value.isEmpty());
  }

  boolean isTrue(Name name) {
    return value(name)
        .map(text -> text.toLowerCase(Locale.ROOT))
        .filter(GitConfig::isYes)
        .isPresent();
  }

  boolean isFalse(Name name) {
    return value(name).isPresent() && !isTrue(name);
  }

  /// Whether files in the working tree need not be as they are kept, whatever their attributes say.
  boolean convertsFiles() {
    return value(Name.LINE_ENDS).filter(text -> !text.equalsIgnoreCase("false")).isPresent()
        || value(Name.LINE_END).isPresent()
        || isFalse(Name.LINKS);
  }

  private static boolean isYes(String text) {
    return text.equals("true") || text.equals("yes") || text.equals("on") || text.equals("1");
  }

  /// What is asked for.
  enum Name {
    ORIGIN("remote.origin.url"),
    REFERENCES("extensions.refstorage"),
    OBJECT_FORMAT("extensions.objectformat"),
    PARTIAL("extensions.partialclone"),
    PROMISOR("remote.origin.promisor"),
    BARE("core.bare"),
    WORKING_TREE("core.worktree"),
    PROGRAMS("core.filemode"),
    LINKS("core.symlinks"),
    LINE_ENDS("core.autocrlf"),
    LINE_END("core.eol");

    private final String text;

    Name(String text) {
      this.text = text;
    }
  }
}
