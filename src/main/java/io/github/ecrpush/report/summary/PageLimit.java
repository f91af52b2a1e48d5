package io.github.ecrpush.report.summary;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// GitHub shows nothing of a page that is larger than 1 MiB, so it is cut before: behind a whole
/// line, and with whatever is open there closed.
final class PageLimit {

  private static final int LARGEST = 1024 * 1024;
  private static final String CUT = "\n…\n\nThe rest was left out. The log has all of it.\n";
  private static final String OPEN = "<details>";
  private static final String CLOSE = "</details>";

  private PageLimit() {}

  static String cut(String page) {
    return cut(page, LARGEST);
  }

  static String cut(String page, int largest) {
    if (page.length() <= largest / 3 || bytes(page) <= largest) { // a char has three at most
      return page;
    }
    var kept = new StringBuilder();
    var open = new ArrayDeque<String>(); // what ends each, the innermost first
    int room = largest - bytes(CUT);
    for (var line : page.lines().toList()) {
      room -= bytes(line) + 1;
      var opened = opened(line, open.peek());
      int ends = open.stream().mapToInt(end -> bytes(end) + 2).sum() + bytes(opened) + 2;
      if (room < ends) {
        break;
      }
      kept.append(line).append('\n');
      if (line.equals(open.peek())) {
        open.pop();
      } else if (!opened.isEmpty()) {
        open.push(opened);
      }
    }
    open.forEach(end -> kept.append(end).append("\n\n"));
    return kept + CUT;
  }

  /// What ends that which a line opens, or nothing. In a fence nothing is opened.
  private static String opened(String line, @Nullable String within) {
    if (within != null && within.startsWith("```")) {
      return "";
    }
    if (line.startsWith("```")) {
      return line.replaceAll("[^`].*", "");
    }
    return line.equals(OPEN) ? CLOSE : "";
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
