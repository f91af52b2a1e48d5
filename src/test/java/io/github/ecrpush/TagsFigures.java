package io.github.ecrpush;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Measures `check tags`, whole command lines in one process: each rule of a file on each of eight
/// events. For the bench:
///
/// `java -cp JAR:CLASSES io.github.ecrpush.TagsFigures RULES FOLDER` prints a line with the
/// microseconds of each, in the order they ran in, as its last.
public final class TagsFigures {

  private static final String COMMIT = "1f0c3a5b7d9e2468ace013579bdf02468ace1357";

  private static final String REPOSITORY =
      """
      "repository": {"name": "parrot", "default_branch": "main", "license": {"spdx_id": "MIT"},
       "html_url": "https://github.example/octo/parrot", "description": "Repeats what it hears"}\
      """;

  private static final String CHANGE =
      """
      "number": 318, "pull_request": {"number": 318, "base": {"ref": "main"},
       "head": {"sha": "%s", "ref": "door"}},\
      """
          .formatted(COMMIT);

  /// What a workflow runs for.
  private record Event(String name, String ref, String more) {}

  private static final List<Event> EVENTS =
      List.of(
          new Event("push", "refs/heads/main", ""),
          new Event("push", "refs/tags/v4.5.6", ""),
          new Event("pull_request", "refs/pull/318/merge", CHANGE),
          new Event("pull_request_target", "refs/heads/main", CHANGE),
          new Event("release", "refs/tags/v4.5.6", ""),
          new Event("schedule", "refs/heads/main", ""),
          new Event("workflow_dispatch", "refs/heads/feature/door", ""),
          new Event("merge_group", "refs/heads/gh-readonly-queue/main/pr-318", ""));

  private TagsFigures() {}

  public static void main(String... words) throws IOException {
    var rules = Files.readAllLines(Path.of(words[0]));
    var environments = EVENTS.stream().map(event -> environment(event, Path.of(words[1]))).toList();
    var micros = new ArrayList<String>();
    for (var rule : rules) {
      for (var environment : environments) {
        long begun = System.nanoTime();
        Main.run(
            List.of(
                "check", "tags", "--format", "json", "--repository", "team/app", "--tags", rule),
            environment);
        micros.add(Long.toString((System.nanoTime() - begun) / 1_000));
      }
    }
    PrintStream out = System.out;
    out.println(String.join(" ", micros));
  }

  /// The variables of the runner, among them a file with the event.
  private static Map<String, String> environment(Event event, Path folder) {
    var file = folder.resolve(event.name + event.ref.replace('/', '-') + ".json");
    try {
      Files.write(file, ("{" + event.more + REPOSITORY + "}").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var variables = new HashMap<String, String>();
    variables.put("GITHUB_ACTIONS", "true");
    variables.put("GITHUB_EVENT_NAME", event.name);
    variables.put("GITHUB_EVENT_PATH", file.toString());
    variables.put("GITHUB_REF", event.ref);
    variables.put("GITHUB_SHA", COMMIT);
    variables.put("GITHUB_REPOSITORY", "octo/parrot");
    variables.put("GITHUB_WORKSPACE", folder.toString());
    return variables;
  }
}
