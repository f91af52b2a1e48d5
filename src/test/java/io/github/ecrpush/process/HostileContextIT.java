package io.github.ecrpush.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.testing.TestEngine;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Contexts with names, kinds of files and neighbours that make trouble: what reaches the image is
/// right, or the run says why it was refused.
class HostileContextIT {

  private static final String ALL = "FROM scratch\nCOPY . /all/\n";
  private static final String[] NAMES = {
    "with space",
    " leading",
    "é-composed",
    "e\u0301-decomposed",
    "日本語",
    "🙂",
    "a'b\"c;d$e`f",
    "-dash"
  };

  private static final int SIZE = 12 << 20;

  @TempDir static Path folder;
  @AutoClose private static Bench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = Bench.in(folder);
  }

  @ParameterizedTest
  @EnumSource
  void names_of_all_kinds_arrive_as_they_are_whatever_the_locale(TestEngine engine)
      throws Exception {
    var context = named();
    var ended =
        bench
            .program(engine)
            .with("LC_ALL", "C")
            .run(bench.push(context, "names-" + engine))
            .expecting(0);
    assertThat(bench.registry().layers("app", ended.digest()))
        .contains(Arrays.stream(NAMES).map(name -> "content of " + name).toList())
        .contains(Arrays.stream(NAMES).map(name -> "all/" + name).toList());
  }

  private static Path named() throws IOException {
    var context = bench.context(ALL);
    for (var name : NAMES) {
      Files.writeString(context.resolve(name), "content of " + name);
    }
    return context;
  }

  @ParameterizedTest
  @ValueSource(strings = {"C", "POSIX"})
  void a_process_that_cannot_read_a_name_refuses_it(String locale) throws Exception {
    var program =
        bench.program(TestEngine.GRAPH).with("LC_ALL", locale).launchedBy(withoutLauncher());
    var before = bench.sandbox().blobs();
    var refused = program.run(bench.push(named(), "refused")).expecting(2);
    assertThat(refused.failure()).isEqualTo("context-name-unreadable");
    assertThat(refused.err()).contains("LC_ALL=C.UTF-8");
    assertThat(bench.sandbox().blobs()).isEqualTo(before);
  }

  @Test
  void a_process_that_cannot_read_all_names_sends_those_it_can() throws Exception {
    bench
        .program(TestEngine.GRAPH)
        .with("LC_ALL", "C")
        .launchedBy(withoutLauncher())
        .run(bench.push(bench.contextOf("plain"), "plain"))
        .expecting(0);
  }

  /// The jar as somebody would start it who does not know `bin/ecr-push`.
  private static List<String> withoutLauncher() throws IOException {
    var launch = Files.readString(Path.of("target/app/launch"));
    return List.of(setting("java", launch), "-jar", setting("jar", launch));
  }

  private static String setting(String name, String launch) {
    var matcher = Pattern.compile("(?m)^" + name + "='(.*)'$").matcher(launch);
    assertThat(matcher.find()).as(name).isTrue();
    return matcher.group(1);
  }

  @ParameterizedTest
  @EnumSource
  void links_that_lead_out_of_the_context_bring_nothing_in(TestEngine engine) throws Exception {
    var outside = Files.writeString(folder.resolve("outside-" + engine), "from the outside");
    var context = bench.context(ALL);
    Files.createSymbolicLink(context.resolve("absolute"), outside);
    Files.createSymbolicLink(context.resolve("relative"), Path.of("..", "outside-" + engine));
    Files.createSymbolicLink(context.resolve("folder"), folder);
    Files.createSymbolicLink(context.resolve("loop"), Path.of("loop"));
    var program = bench.program(engine);
    var ended = program.run(bench.push(context, "links-" + engine)).expecting(0);
    assertThat(bench.registry().layers("app", ended.digest()))
        .contains("all/absolute")
        .contains("../outside-" + engine)
        .doesNotContain("from the outside");

    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY relative /file\n");
    var followed = program.run(bench.push(context, "followed", "--push=false"));
    assertThat(followed.exitCode()).isIn(2, 4);
    assertThat(followed.err()).contains("Fix:");
  }

  @ParameterizedTest
  @EnumSource
  void pipes_and_sockets_neither_hang_nor_break_the_build(TestEngine engine) throws Exception {
    var context = bench.context(ALL);
    Files.writeString(context.resolve("file"), "a plain file");
    var made = new ProcessBuilder("mkfifo", context.resolve("pipe").toString()).start();
    assertThat(made.waitFor()).isZero();
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(context.resolve("socket")));
      var ended = bench.program(engine).run(bench.push(context, "pipes-" + engine));
      if (ended.exitCode() == 0) {
        // an engine may leave the pipe out, as Docker 20.10 does
        assertThat(bench.registry().layers("app", ended.digest())).contains("a plain file");
      } else {
        ended.expecting(2);
        assertThat(ended.err()).containsAnyOf("`pipe`", "`socket`").contains("Fix:");
      }
    }
  }

  /// The file is always full of one letter, and written anew in place, over and over.
  @ParameterizedTest
  @EnumSource
  void a_file_that_changes_while_it_is_sent_is_right_or_refused(TestEngine engine)
      throws Exception {
    var context = bench.context(ALL);
    var file = context.resolve("changing");
    Files.write(file, letters('a'));
    var stop = new AtomicBoolean();
    var writer = Thread.ofPlatform().daemon().start(() -> rewrite(file, stop));
    try {
      for (int round = 0; round < 2; round++) {
        var ended = bench.program(engine).run(bench.push(context, "changing-" + engine));
        if (ended.exitCode() == 0) {
          var layers = bench.registry().layers("app", ended.digest());
          assertOneLetter(layers);
        } else {
          ended.expecting(2);
          assertThat(ended.failure()).isEqualTo("context-changed");
          assertThat(ended.err()).contains("`changing`");
        }
      }
    } finally {
      stop.set(true);
      writer.join();
    }
  }

  /// Whatever letter it is, the file is full of it from its beginning to its end.
  private static void assertOneLetter(String layers) {
    int middle = layers.length() / 2;
    char letter = layers.charAt(middle);
    int first = middle;
    while (layers.charAt(first - 1) == letter) {
      first--;
    }
    int end = middle;
    while (layers.charAt(end) == letter) {
      end++;
    }
    assertThat(end - first).isGreaterThanOrEqualTo(SIZE);
  }

  private static byte[] letters(char letter) {
    var bytes = new byte[SIZE];
    Arrays.fill(bytes, (byte) letter);
    return bytes;
  }

  private static void rewrite(Path file, AtomicBoolean stop) {
    try {
      for (char letter = 'b'; !stop.get(); letter = letter == 'z' ? 'a' : (char) (letter + 1)) {
        Files.write(file, letters(letter), StandardOpenOption.WRITE);
        Thread.sleep(40);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
