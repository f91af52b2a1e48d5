package io.github.ecrpush.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.input.Input;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The pages say what is so: the inputs are those that are declared, and links lead somewhere.
///
/// Run with `-Dgolden.update=true` to write the table of inputs anew.
class DocsTest {

  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- inputs -->\n";
  private static final String END = "<!-- /inputs -->";

  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
  private static final Pattern FENCE = Pattern.compile("(?ms)^(`{3,}).*?^\\1$");

  @Test
  void the_readme_lists_the_inputs_as_they_are_declared() throws IOException {
    var page = Files.readString(README);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    var declared = inputs();
    if (Boolean.getBoolean("golden.update")) {
      page = page.substring(0, begin) + declared + page.substring(end);
      Files.writeString(README, page);
      end = page.indexOf(END);
    }

    assertThat(page.substring(begin, end))
        .as("table of inputs; write it anew with script/mvn test -Dgolden.update=true")
        .isEqualTo(declared);
  }

  private static String inputs() {
    var rows =
        Arrays.stream(Input.values())
            .map(input ->
                "| `%s` | %s | %s | %s |\n"
                    .formatted(
                        input.key(),
                        input.standard().isEmpty() ? "" : "`" + input.standard() + "`",
                        input.variables().stream()
                            .map(name -> "`" + name + "`")
                            .collect(Collectors.joining(", ")),
                        input.description().replace("|", "\\|")));
    var head = "| input | default | variables | meaning |\n| --- | --- | --- | --- |\n";
    return rows.collect(Collectors.joining("", head, ""));
  }

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
