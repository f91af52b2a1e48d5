package io.github.ecrpush.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The links of the pages lead somewhere.
class DocsTest {

  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
  private static final Pattern FENCE = Pattern.compile("(?ms)^(`{3,}).*?^\\1$");

  @Test
  void links_lead_to_pages_and_headings_that_exist() throws IOException {
    var dead = new TreeSet<String>();
    for (var page : pages()) {
      var links = LINK.matcher(withoutFences(page));
      while (links.find()) {
        if (!leadsSomewhere(page, links.group(1), links.group(2))) {
          dead.add(page + " → " + links.group());
        }
      }
    }

    assertThat(dead).isEmpty();
  }

  private static boolean leadsSomewhere(Path page, String address, @Nullable String heading)
      throws IOException {
    if (address.startsWith("https://")) {
      return true;
    }
    var target = address.isEmpty() ? page : page.resolveSibling(address).normalize();
    return Files.exists(target) && (heading == null || headings(target).contains(heading));
  }

  private static List<Path> pages() throws IOException {
    try (var top = Files.list(Path.of(""));
        var docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(top, docs).filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  /// The anchors that GitHub gives to the headings of a page.
  private static List<String> headings(Path page) throws IOException {
    return withoutFences(page)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .toList();
  }

  private static String withoutFences(Path page) throws IOException {
    return FENCE.matcher(Files.readString(page)).replaceAll("");
  }
}
