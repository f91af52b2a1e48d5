package io.github.ecrpush.buildkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.ecrpush.buildkit.filesync.TransferException;
import io.github.ecrpush.buildkit.filesync.TransferException.Reason;
import io.grpc.Status.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RefusedTransferTest {

  private static final int ENOUGH_LOOKS = 5;

  @TempDir Path directory;
  @TempDir Path outside;

  private FakeBuildKit buildkit;
  private Path file;

  private interface Change {
    void make() throws Exception;
  }

  @BeforeEach
  void open() throws Exception {
    Files.createDirectories(directory.resolve("d/e"));
    file = Files.writeString(directory.resolve("d/e/file"), "content");
    buildkit = new FakeBuildKit(TestBuild.offer(directory));
  }

  @AfterEach
  void close() {
    buildkit.close();
  }

  @Test
  void refuses_a_file_that_grew_shrank_or_was_written_to() throws Exception {
    refusesAfter(() -> Files.writeString(file, "content!"));
    refusesAfter(() -> Files.writeString(file, "c"));
    refusesAfter(() -> Files.setLastModifiedTime(file, FileTime.fromMillis(1)));
  }

  @Test
  void refuses_a_file_that_was_replaced_by_one_that_looks_the_same() throws Exception {
    var other = Files.writeString(outside.resolve("other"), "CONTENT");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));

    refusesAfter(() -> Files.move(other, file, StandardCopyOption.REPLACE_EXISTING));
  }

  @Test
  void refuses_a_file_that_vanished() throws Exception {
    refusesAfter(() -> Files.delete(file));
  }

  @Test
  void is_not_led_out_by_a_file_that_became_a_link() throws Exception {
    Files.writeString(outside.resolve("file"), "secret!");

    refusesAfter(() -> {
      Files.delete(file);
      Files.createSymbolicLink(file, outside.resolve("file"));
    });
  }

  @Test
  void is_not_led_out_by_a_directory_that_became_a_link() throws Exception {
    Files.createDirectory(outside.resolve("e"));
    Files.writeString(outside.resolve("e/file"), "secret!");

    refusesAfter(() -> {
      Files.move(directory.resolve("d"), directory.resolve("moved"));
      Files.createSymbolicLink(directory.resolve("d"), outside);
    });
  }

  @Test
  void does_not_wait_for_a_fifo_that_was_a_file() throws Exception {
    refusesAfter(() -> {
      Files.delete(file);
      assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();
    });
  }

  @Test
  void refuses_a_file_that_may_not_be_read() throws Exception {
    assumeFalse("root".equals(System.getProperty("user.name")), "root may read everything");
    Files.setAttribute(file, "unix:mode", 0);

    refuses(Reason.UNREADABLE, () -> {});
  }

  @Test
  void refuses_a_name_that_is_not_utf_8() throws Exception {
    broken("d/e");

    var received = buildkit.ask("dir-name", "context");

    assertThat(received.end().getCode()).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(problem().reason()).isEqualTo(Reason.UNREPRESENTABLE_NAME);
    assertThat(problemPath()).startsWith("d/e/broken");
  }

  @Test
  void does_not_mind_a_broken_name_where_nobody_looks() throws Exception {
    broken("d");

    var paths = buildkit.ask("dir-name", "context", "exclude-patterns", "d").paths();

    assertThat(paths).isEmpty();
  }

  @Test
  void takes_the_replacement_character_for_what_it_is() throws Exception {
    Files.writeString(directory.resolve("\ufffd"), "");

    assertThat(buildkit.ask("dir-name", "context").paths()).contains("\ufffd");
  }

  @Test
  void refuses_a_pattern_that_breaks_its_own_rules() throws Exception {
    var received = buildkit.ask("dir-name", "context", "exclude-patterns", "a[");

    assertThat(received.end().getCode()).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(problem().reason()).isEqualTo(Reason.BAD_PATTERN);
  }

  @Test
  void refuses_a_directory_that_is_not_there() throws Exception {
    try (var gone = new FakeBuildKit(TestBuild.offer(directory.resolve("gone")))) {
      var end = gone.ask("dir-name", "context").end();

      assertThat(end.getCode()).isEqualTo(Code.FAILED_PRECONDITION);
      assertThat(end.getDescription()).contains("gone");
    }
  }

  @Test
  void refuses_letters_that_an_ascii_locale_has_no_room_for() throws Exception {
    Files.writeString(directory.resolve("é.txt"), "");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
                List.of(
                    java,
                    "-cp",
                    System.getProperty("java.class.path"),
                    AsciiLocale.class.getName(),
                    directory.toString()))
            .redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C");

    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(output).contains("transfer UNREPRESENTABLE_NAME", "pattern UNREPRESENTABLE_NAME");
  }

  /// A process that was started without the locale it needs.
  static final class AsciiLocale {
    public static void main(String[] arguments) throws Exception {
      var directory = Path.of(arguments[0]);
      try (var buildkit = new FakeBuildKit(TestBuild.offer(directory))) {
        buildkit.ask("dir-name", "context").end();
        print("transfer", buildkit);
        buildkit
            .ask(
                "dir-name",
                "context",
                "exclude-patterns",
                "*",
                "exclude-patterns",
                "!%C3%A9.txt",
                "exclude-patterns-encoded",
                "1")
            .end();
        print("pattern", buildkit);
      }
    }

    private static void print(String what, FakeBuildKit buildkit) {
      var problem = (TransferException) buildkit.session().problem().orElseThrow();
      System.out.println(what + " " + problem.reason());
    }
  }

  @Test
  void waits_for_a_receiver_that_does_not_read_and_ends_with_it() throws Exception {
    Files.write(directory.resolve("large"), new byte[64 << 20]);
    var received = buildkit.ask("dir-name", "context");
    received.stats();
    received.ask(received.indexOf("large"));
    Thread.sleep(100);

    received.cancel();

    awaitNoWork();
  }

  @Test
  void ends_all_work_when_the_session_is_closed() throws Exception {
    for (int i = 0; i < 2_000; i++) {
      Files.writeString(directory.resolve("file-" + i), "");
    }
    buildkit.ask("dir-name", "context");

    buildkit.close();

    awaitNoWork();
  }

  /// Threads of sessions may be kept for the next task, but none may still be within one. A task
  /// that was just handed to a thread is not seen yet, so one look is not enough.
  private static void awaitNoWork() throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    int looks = 0;
    while (looks < ENOUGH_LOOKS && System.nanoTime() < end) {
      Thread.sleep(20);
      looks = isWorking() ? 0 : looks + 1;
    }
    assertThat(looks).isEqualTo(ENOUGH_LOOKS);
  }

  private static boolean isWorking() {
    return Thread.getAllStackTraces().values().stream()
        .flatMap(stack -> List.of(stack).stream())
        .anyMatch(frame -> frame.getClassName().endsWith("filesync.Transfer"));
  }

  private void refusesAfter(Change change) throws Exception {
    refuses(Reason.CHANGED, change);
  }

  private void refuses(Reason reason, Change change) throws Exception {
    var received = buildkit.ask("dir-name", "context");
    received.stats();

    change.make();
    received.ask(received.indexOf("d/e/file"));

    assertThat(received.end().getCode()).isEqualTo(Code.FAILED_PRECONDITION);
    var problem = problem();
    assertThat(problem.reason()).isEqualTo(reason);
    assertThat(problem.path()).isEqualTo("d/e/file");
    assertThat(problem.directory()).isEqualTo(directory);
  }

  private String lastPath = "";

  private TransferException problem() {
    var problem = (TransferException) buildkit.session().problem().orElseThrow();
    lastPath = problem.path();
    return problem;
  }

  private String problemPath() {
    return lastPath;
  }

  /// Java cannot make such a name.
  private void broken(String where) throws Exception {
    var command = "touch \"$1/$(printf 'broken-\\377')\"";
    var touch =
        new ProcessBuilder("sh", "-c", command, "sh", directory.resolve(where).toString()).start();
    assertThat(touch.waitFor()).isZero();
  }
}
