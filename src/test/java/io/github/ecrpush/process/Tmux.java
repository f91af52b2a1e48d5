package io.github.ecrpush.process;

import io.github.ecrpush.testing.TestTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A terminal that is a real one, with a program in it.
///
/// @param socket where a server of its own listens, which ends with it
record Tmux(Path tmux, Path socket, Path status) implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Starts a program as a shell in a window of this size would.
  ///
  /// @param folder for files that nobody else uses
  static Tmux running(Path folder, int columns, int rows, Program program, List<String> words)
      throws IOException, InterruptedException {
    var status = folder.resolve("status");
    var script = folder.resolve("run.sh");
    var line =
        program.launcher().stream().map(Tmux::quoted).collect(Collectors.joining(" "))
            + words.stream().map(word -> " " + quoted(word)).collect(Collectors.joining());
    var variables =
        program.environment().entrySet().stream()
            .map(variable ->
                "export " + variable.getKey() + "=" + quoted(variable.getValue()) + "\n")
            .collect(Collectors.joining());
    Files.writeString(
        script,
        variables
            + "export HOME=%s TMPDIR=%s\ncd %s\n"
                .formatted(
                    quoted(program.home().toString()),
                    quoted(program.temporary().toString()),
                    quoted(program.work().toString()))
            + line
            + " >"
            + quoted(folder.resolve("out").toString())
            + "\necho $? >"
            + quoted(status + ".new")
            + "\nmv "
            + quoted(status + ".new")
            + " "
            + quoted(status.toString())
            + "\nexec sleep 600\n");
    var terminal = new Tmux(TestTool.named("tmux"), folder.resolve("socket"), status);
    terminal.tell("new-session", "-d", "-x", "" + columns, "-y", "" + rows, "bash " + script);
    return terminal;
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  String tell(String... words) throws IOException, InterruptedException {
    var command =
        new ArrayList<>(List.of(tmux.toString(), "-S", socket.toString(), "-f", "/dev/null"));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().retainAll(Set.of("PATH"));
    builder.environment().put("LC_ALL", "C.UTF-8");
    var process = builder.start();
    process.getOutputStream().close();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(command + ": " + output);
    }
    return output;
  }

  void resize(int columns, int rows) throws IOException, InterruptedException {
    tell("resize-window", "-x", "" + columns, "-y", "" + rows);
  }

  /// All lines from the first, with those put together that were wrapped.
  List<String> text() throws IOException, InterruptedException {
    return tell("capture-pane", "-p", "-J", "-S", "-").lines().map(String::stripTrailing).toList();
  }

  /// The same with the sequences of colours.
  String coloured() throws IOException, InterruptedException {
    return tell("capture-pane", "-p", "-e", "-J", "-S", "-");
  }

  boolean isCursorShown() throws IOException, InterruptedException {
    return tell("display-message", "-p", "#{cursor_flag}").strip().equals("1");
  }

  /// The cursor's column, and what stands there.
  String underCursor() throws IOException, InterruptedException {
    return tell("display-message", "-p", "#{cursor_x} #{cursor_character}").strip();
  }

  boolean wraps() throws IOException, InterruptedException {
    return tell("display-message", "-p", "#{wrap_flag}").strip().equals("1");
  }

  void awaitText(String text) throws IOException, InterruptedException {
    Eventually.within(PATIENCE, () -> text().stream().anyMatch(line -> line.contains(text)));
  }

  /// What the program ended with.
  int awaitEnd() throws IOException, InterruptedException {
    Eventually.within(PATIENCE, () -> Files.exists(status));
    return Integer.parseInt(Files.readString(status).strip());
  }

  @Override
  public void close() throws IOException {
    try {
      tell("kill-server");
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
