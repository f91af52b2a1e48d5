package io.github.ecrpush.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A run of a workflow that is over.
///
/// @param events what act wrote, one JSON object for each line of its log
record ActRun(int exitCode, List<JsonTree> events) {

  /// What a command to the runner said about a place in a file.
  ///
  /// @param kind `error`, `warning` or `notice`
  record Annotation(String kind, String file, String line, String text) {}

  static ActRun read(int exitCode, String output) {
    var events = output.lines().filter(line -> line.startsWith("{\"")).map(Json::parse).toList();
    return new ActRun(exitCode, events);
  }

  ActRun succeeded() {
    assertThat(exitCode).as(log()).isZero();
    return this;
  }

  ActRun failed() {
    assertThat(exitCode).as(log()).isNotZero();
    return this;
  }

  /// What a step printed as lines of `name=value`, whatever job it was in.
  StepValues printed(String step) {
    return new StepValues(
        of(step)
            .filter(event -> event.at("raw_output").truth().orElse(false))
            .map(event -> text(event, "msg").strip().split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
  }

  /// The outputs that a step set.
  StepValues outputs(String step) {
    var outputs = new LinkedHashMap<String, String>();
    of(step)
        .filter(event -> text(event, "command").equals("set-output"))
        .forEach(event -> outputs.put(text(event, "name"), text(event, "arg")));
    return new StepValues(outputs);
  }

  boolean ran(String step) {
    return of(step).findAny().isPresent();
  }

  /// What a step wrote to the log with a command such as `::error file=…,line=…::`.
  List<Annotation> annotations(String kind) {
    return events.stream()
        .filter(event -> text(event, "command").equals(kind))
        .map(event -> {
          var place = event.at("kvPairs");
          return new Annotation(kind, text(place, "file"), text(place, "line"), text(event, "arg"));
        })
        .toList();
  }

  /// All of it, as act shows it to people.
  String log() {
    return events.stream()
        .map(event -> text(event, "msg").strip())
        .collect(Collectors.joining("\n"));
  }

  private Stream<JsonTree> of(String step) {
    return events.stream()
        .filter(event ->
            event.at("stepID").elements().stream()
                .anyMatch(id -> id.text().orElse("").equals(step)));
  }

  private static String text(JsonTree tree, String name) {
    return tree.at(name).text().orElse("");
  }
}
