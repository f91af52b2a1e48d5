package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A program that runs, with what it printed so far.
public record Running(Process process, Path outFile, Path errFile) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  public Ended await() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("still running after " + PATIENCE + ":\n" + out() + err());
    }
    return new Ended(process.exitValue(), out(), err());
  }

  /// Waits until it has printed a text for people.
  void awaitErr(String text) throws IOException, InterruptedException {
    awaitText(errFile, text);
  }

  void awaitOut(String text) throws IOException, InterruptedException {
    awaitText(outFile, text);
  }

  private void awaitText(Path file, String text) throws IOException, InterruptedException {
    Eventually.within(
        PATIENCE,
        () -> {
          boolean ended = !process.isAlive();
          boolean there = read(file).contains(text);
          assertThat(ended && !there).as("ended before `%s`:\n%s%s", text, out(), err()).isFalse();
          return there;
        });
  }

  public void signal(String name) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  public String out() throws IOException {
    return read(outFile);
  }

  public String err() throws IOException {
    return read(errFile);
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
