package io.github.ecrpush.process;

import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// The program as a runner starts it: no words, inputs as variables, and two files to write to.
///
/// @param output the file of `GITHUB_OUTPUT`
/// @param summary the file of `GITHUB_STEP_SUMMARY`
record ActionProgram(Program program, Path output, Path summary) {

  static ActionProgram of(Bench bench, TestEngine engine) throws IOException {
    var program = bench.program(engine);
    var output = Files.createTempFile(program.folder(), "output", "");
    var summary = Files.createTempFile(program.folder(), "summary", "");
    return new ActionProgram(
            program.with(
                Map.of(
                    "GITHUB_ACTIONS",
                    "true",
                    "GITHUB_WORKSPACE",
                    program.work().toString(),
                    "GITHUB_STEP_SUMMARY",
                    summary.toString())),
            output,
            summary)
        .writingTo(output)
        .with("repository", Bench.REPOSITORY)
        .with("role-to-assume", bench.sandbox().role());
  }

  /// With an input.
  ActionProgram with(String input, String value) {
    return variable("INPUT_" + input.toUpperCase(Locale.ROOT), value);
  }

  ActionProgram variable(String name, String value) {
    return new ActionProgram(program.with(name, value), output, summary);
  }

  /// With something to build: an image with one small file.
  ActionProgram building(String tag) throws IOException {
    Files.writeString(program.work().resolve("Dockerfile"), "FROM scratch\nCOPY file /file\n");
    Files.writeString(program.work().resolve("file"), tag);
    return with("tags", tag);
  }

  ActionProgram writingTo(Path file) {
    return new ActionProgram(program.with("GITHUB_OUTPUT", file.toString()), file, summary);
  }

  Ended run() throws IOException, InterruptedException {
    return program.run();
  }

  /// Runs it, and remembers what it leaves.
  Traces traces() throws IOException, InterruptedException {
    return Traces.of(program);
  }

  Map<String, String> outputs() throws IOException {
    return PrintedOutputs.parse(Files.readString(output));
  }
}
