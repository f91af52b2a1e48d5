package io.github.ecrpush.git.pattern;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Which files git passes by: the patterns of a folder, and of those that it is in.
public final class Ignored {

  private record Rule(boolean except, PathRule pattern) {}

  private final FolderRules<Rule> rules;

  private Ignored(FolderRules<Rule> rules) {
    this.rules = rules;
  }

  /// What a repository passes by in all of its working tree.
  ///
  /// @param exclude its file `info/exclude`
  public static Ignored of(Path exclude) throws IOException {
    return new Ignored(FolderRules.ofRoot(rules(RuleFile.lines(exclude))));
  }

  /// The same with what a folder adds.
  ///
  /// @param path the folder's, with a slash behind it, and empty for the root
  public Ignored in(String path, Path gitignore) throws IOException {
    return new Ignored(rules.in(path, rules(RuleFile.lines(gitignore))));
  }

  /// Whether git passes a file by whose folder it does not.
  public boolean matches(String path, boolean isFolder) {
    return rules
        .deciding(path, (rule, below) -> rule.pattern.matches(below, isFolder))
        .filter(rule -> !rule.except)
        .isPresent();
  }

  private static List<Rule> rules(List<String> lines) {
    var rules = new ArrayList<Rule>();
    for (var line : lines) {
      if (line.startsWith("#")) {
        continue;
      }
      var pattern = withoutSpacesBehind(line);
      boolean except = pattern.startsWith("!");
      PathRule.parse(except ? pattern.substring(1) : pattern)
          .ifPresent(rule -> rules.add(new Rule(except, rule)));
    }
    return rules;
  }

  /// A backslash keeps a space.
  private static String withoutSpacesBehind(String line) {
    int end = line.length();
    while (end > 0 && line.charAt(end - 1) == ' ') {
      end--;
    }
    int escapes = 0;
    while (escapes < end && line.charAt(end - 1 - escapes) == '\\') {
      escapes++;
    }
    return escapes % 2 == 1 && end < line.length()
        ? line.substring(0, end + 1)
        : line.substring(0, end);
  }
}
