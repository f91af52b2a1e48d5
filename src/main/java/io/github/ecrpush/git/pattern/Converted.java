package io.github.ecrpush.git.pattern;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which files git may change on their way into the working tree: line ends, encodings, filters
/// such as that of Git LFS. What git keeps of such a file is not what lies there.
///
/// One attribute is enough, also when another line takes it back: a file too many that is read
/// costs little.
public final class Converted {

  private static final Set<String> WORDS =
      Set.of("text", "eol", "crlf", "filter", "ident", "working-tree-encoding");

  /// Nowhere any file.
  public static final Converted NONE = new Converted(null, "", List.of());

  private final @Nullable Converted above;
  private final String folder;
  private final List<PathRule> rules;

  private Converted(@Nullable Converted above, String folder, List<PathRule> rules) {
    this.above = above;
    this.folder = folder;
    this.rules = rules;
  }

  /// What a repository changes in all of its working tree.
  ///
  /// @param attributes its file `info/attributes`
  public static Converted of(Path attributes) throws IOException {
    return new Converted(null, "", rules(RuleFile.lines(attributes)));
  }

  /// The same with what a folder adds.
  ///
  /// @param path the folder's, with a slash behind it, and empty for the root
  public Converted in(String path, Path gitattributes) throws IOException {
    var more = rules(RuleFile.lines(gitattributes));
    return more.isEmpty() ? this : new Converted(this, path, more);
  }

  /// Whether git may change a file.
  public boolean matches(String path) {
    for (var each = this; each != null; each = each.above) {
      var below = path.substring(each.folder.length());
      for (var rule : each.rules) { // no stream: a context has tens of thousands of files
        if (rule.matches(below, false)) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<PathRule> rules(List<String> lines) {
    var rules = new ArrayList<PathRule>();
    for (var line : lines) {
      var words = List.of(line.strip().split("[ \t]+", -1));
      var first = words.getFirst();
      if (!first.startsWith("#") && words.stream().skip(1).anyMatch(Converted::changes)) {
        pattern(first).ifPresent(rules::add);
      }
    }
    return List.copyOf(rules);
  }

  /// A name for several attributes can be given to any file, and so can a pattern in quotes, which
  /// may have spaces, be of any.
  private static Optional<PathRule> pattern(String word) {
    return PathRule.parse(word.startsWith("[attr]") || word.startsWith("\"") ? "*" : word);
  }

  private static boolean changes(String attribute) {
    return WORDS.contains(Arrays.asList(attribute.split("=", 2)).getFirst());
  }
}
