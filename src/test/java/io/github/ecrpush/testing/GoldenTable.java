package io.github.ecrpush.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A part of a page that a test makes, between `<!-- name -->` and `<!-- /name -->`. Run the tests
/// with `-Dgolden.update=true` to write it anew; then read the difference.
public final class GoldenTable {

  private GoldenTable() {}

  public static void assertGolden(Path page, String name, String made) {
    try {
      var text = Files.readString(page);
      var begin = "<!-- " + name + " -->\n";
      int from = text.indexOf(begin) + begin.length();
      int to = text.indexOf("<!-- /" + name + " -->");
      if (Boolean.getBoolean("golden.update")) {
        Files.writeString(page, text.substring(0, from) + made + text.substring(to));
        return;
      }
      assertThat(text.substring(from, to)).as("`%s` in %s", name, page).isEqualTo(made);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
