package io.github.ecrpush.git.pattern;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which files git may change on their way into the working tree: line ends, encodings, filters
/// such as that of Git LFS. What git keeps of such a file is not what lies there.
///
/// One attribute is enough, also when another line takes it back: a file too many that is read
/// costs little.
public final class Converted {

  private static final Set<String> WORDS =
      Set.of("text", "eol", "crlf", "filter", "ident", "working-tree-encoding");

  /// Nowhere any file.
  public static final Converted NONE = new Converted(FolderRules.ofRoot(List.of()));

  private final FolderRules<PathRule> rules;

  private Converted(FolderRules<PathRule> rules) {
    this.rules = rules;
  }

  /// What a repository changes in all of its working tree.
  ///
  /// @param attributes its file `info/attributes`
  public static Converted of(Path attributes) throws IOException {
    return new Converted(FolderRules.ofRoot(rules(RuleFile.lines(attributes))));
  }

  /// The same with what a folder adds.
  ///
  /// @param path the folder's, with a slash behind it, and empty for the root
  public Converted in(String path, Path gitattributes) throws IOException {
    return new Converted(rules.in(path, rules(RuleFile.lines(gitattributes))));
  }

  /// Whether git may change a file.
  public boolean matches(String path) {
    return rules.deciding(path, (rule, below) -> rule.matches(below, false)).isPresent();
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
    return rules;
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
