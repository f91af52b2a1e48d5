package io.github.ecrpush.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What our pages show people to copy: whole workflows, and parts of them that are completed here.
final class ShownWorkflows {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```ya?ml\\n(.*?)^```");
  private static final String HEAD = "name: shown\non: push\n";
  private static final String JOB = "jobs:\n  shown:\n    runs-on: ubuntu-latest\n";

  private ShownWorkflows() {}

  /// Each that uses our action, by a name that tells where it stands.
  static Map<String, String> all() throws IOException {
    var shown = new LinkedHashMap<String, String>();
    try (var top = Files.list(Path.of(""));
        var docs = Files.walk(Path.of("docs"));
        var examples = Files.walk(Path.of("examples"))) {
      for (var page :
          Stream.of(top, docs, examples)
              .flatMap(files -> files)
              .filter(ShownWorkflows::isPage)
              .sorted()
              .toList()) {
        var blocks = BLOCK.matcher(Files.readString(page));
        while (blocks.find()) {
          if (blocks.group(1).contains("uses: org/ecr-push-action@")) {
            var name = page.toString().replace('/', '-') + "-" + blocks.start() + ".yml";
            shown.put(name, completed(blocks.group(1)));
          }
        }
      }
    }
    return shown;
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".md");
  }

  static String completed(String part) {
    if (part.lines().anyMatch(line -> line.startsWith("jobs:"))) {
      return part.lines().anyMatch(line -> line.startsWith("on:")) ? part : HEAD + part;
    }
    var job = part.lines().anyMatch(line -> line.startsWith("steps:")) ? part : "steps:\n" + part;
    return HEAD + JOB + job.indent(4);
  }
}
