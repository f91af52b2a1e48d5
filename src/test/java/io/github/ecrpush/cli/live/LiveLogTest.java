package io.github.ecrpush.cli.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressEvent.ImageEnded;
import io.github.ecrpush.progress.ProgressEvent.ImageResult;
import io.github.ecrpush.progress.ProgressEvent.ImagesBegan;
import io.github.ecrpush.progress.ProgressEvent.OfImage;
import io.github.ecrpush.progress.ProgressEvent.PhaseEnded;
import io.github.ecrpush.progress.ProgressEvent.PhaseStarted;
import io.github.ecrpush.progress.ProgressEvent.StepEnded;
import io.github.ecrpush.progress.ProgressEvent.StepOutput;
import io.github.ecrpush.progress.ProgressEvent.StepProgress;
import io.github.ecrpush.progress.ProgressEvent.StepResult;
import io.github.ecrpush.progress.ProgressEvent.StepStarted;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import io.github.ecrpush.report.RunLog;
import io.github.ecrpush.testing.PlayedTerminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveLogTest {

  private final Redactor redactor = new Redactor();
  private final PlayedTerminal screen = new PlayedTerminal(60, 8);
  private final LiveLog log = new LiveLog(screen, redactor, Colours.SOME, this::now);
  private long seconds;

  @Test
  void shows_what_goes_on_below_the_lines_of_the_log() {
    tell(new PhaseStarted("build"), new StepStarted(1, "[1/2] FROM busybox"));
    seconds = 2;
    tell(new StepStarted(2, "[2/2] RUN make"), new StepOutput(2, Duration.ZERO, "compiling"));
    seconds = 75;
    draw();

    assertThat(screen.text())
        .containsExactly(
            "#1 [1/2] FROM busybox",
            "#2 [2/2] RUN make",
            "#2 0.0s compiling",
            "build" + " ".repeat(49) + "75.0s",
            "#1 [1/2] FROM busybox" + " ".repeat(33) + "75.0s",
            "#2 [2/2] RUN make" + " ".repeat(37) + "73.0s");
    assertThat(screen.isCursorHidden()).isTrue();
    assertThat(screen.writes()).isEqualTo(1);
  }

  @Test
  void leaves_the_plain_log_and_the_cursor() {
    tell(new PhaseStarted("build"), new StepStarted(1, "a"));
    draw();
    tell(ended(1, "a", StepResult.DONE));
    log.close();
    tell(new Fact("said late"));

    assertThat(screen.text()).containsExactly("#1 a", "#1 DONE 1.0s", "• said late");
    assertThat(screen.isCursorHidden()).isFalse();
  }

  @Test
  void shows_a_bar_for_a_transfer_whose_size_is_known() {
    screen.resize(90, 8);
    tell(new StepStarted(3, "load build context"));
    tell(new StepProgress(3, "transferring context", 0, 0));
    draw();
    assertThat(screen.below().getFirst())
        .startsWith("#3 load build context transferring context ")
        .doesNotContain(" B");

    tell(new StepProgress(3, "transferring context", 5_000_000, 0));
    draw();
    assertThat(screen.below().getFirst())
        .startsWith("#3 load build context transferring context 5.0 MB ");

    tell(new StepProgress(3, "transferring context", 5_000_000, 10_000_000));
    draw();
    assertThat(screen.below().getFirst()).contains("[=======--------] 5.0 MB / 10.0 MB ");
  }

  @Test
  void shows_the_push_of_an_engine_until_it_is_over() {
    tell(new StepProgress(0, "pushing layers", 1, 10));
    draw();
    assertThat(screen.below()).anyMatch(line -> line.startsWith("#0 pushing layers"));

    tell(new StepProgress(0, "pushing layers", 10, 10));
    draw();
    assertThat(screen.below()).containsExactly("");
  }

  @Test
  void does_not_take_a_late_word_of_a_step_for_a_new_one() {
    tell(new StepStarted(1, "a"), ended(1, "a", StepResult.DONE));
    tell(new StepProgress(1, "extracting", 1, 10));
    draw();

    assertThat(screen.below()).containsExactly("");
  }

  @Test
  void counts_the_images_and_names_them() {
    tell(new ImagesBegan(List.of("api", "web", "worker")));
    tell(of("api", new StepStarted(1, "a")), of("web", new StepStarted(1, "b")));
    tell(of("api", new StepStarted(2, "c")));
    tell(of("worker", new StepStarted(1, "d")));
    tell(of("worker", new ImageEnded(ImageResult.FAILED, List.of(), Duration.ZERO)));
    draw();

    assertThat(screen.below())
        .extracting(line -> line.replaceAll(" +\\d+\\.\\ds$", ""))
        .containsExactly("1 of 3 images done", "api: #1 a", "api: #2 c", "web: #1 b");
  }

  @Test
  void counts_what_there_is_no_room_for() {
    for (int i = 1; i <= 20; i++) {
      tell(new StepStarted(i, "step"));
    }
    draw();

    assertThat(screen.below()).hasSize(4).last().isEqualTo("… and 17 more");
  }

  @Test
  void cuts_a_name_by_the_cells_that_it_takes() {
    screen.resize(30, 8);
    tell(new StepStarted(1, "漢字漢字漢字漢字漢字漢字漢字漢字"));
    draw();

    assertThat(screen.below()).containsExactly("#1 漢字漢字漢字漢字漢字… 0.0s");
  }

  @Test
  void begins_where_the_last_frame_is_after_the_window_was_dragged() {
    tell(new StepStarted(1, "a long name of a step that fills the row"), new StepStarted(2, "b"));
    draw();
    screen.resize(20, 5);
    draw();
    screen.resize(100, 50);
    draw();
    log.close();

    assertThat(screen.text())
        .containsExactly("#1 a long name of a step that fills the row", "#2 b");
  }

  @Test
  void has_no_colours_where_nobody_wants_them() {
    assertThat(Colours.of(Map.of("NO_COLOR", "1"))).isEqualTo(Colours.NONE);
    assertThat(Colours.of(Map.of("NO_COLOR", ""))).isEqualTo(Colours.SOME);
    var plain = new LiveLog(screen, redactor, Colours.NONE, this::now);

    plain.on(new PhaseStarted("a"));
    plain.on(ended(1, "a", StepResult.FAILED));
    plain.draw(screen.size());
    assertThat(screen.hasColours()).isFalse();

    tell(ended(1, "a", StepResult.FAILED));
    draw();
    assertThat(screen.hasColours()).isTrue();
  }

  @Test
  void lets_nobody_else_steer_the_terminal_and_shows_no_secret() {
    redactor.hide(new Secret("open-sesame"));
    tell(new Fact("\u001b]0;title\u0007\u001b[2Jfact\u009b1A"));
    tell(of("im\u001b[31mage", new StepStarted(1, "ab\u001b[5A open-sesame")));
    tell(new PhaseStarted("ph\u001b[Hase"), new Warning("two\r\nlines"));
    draw();

    assertThat(screen.text())
        .startsWith("• fact1A", "image: #1 ab ***")
        .contains("! Warning: two", "lines")
        .noneMatch(line -> line.contains("sesame"));
  }

  @ParameterizedTest
  @CsvSource({
    "xterm-256color, '', true",
    "xterm, false, true",
    "dumb, '', false",
    "'', '', false",
    "xterm, true, false",
    "xterm, 1, false",
  })
  void is_wanted_where_a_person_looks(String term, String ci, boolean wanted) {
    assertThat(LiveLog.isWanted(Map.of("TERM", term, "CI", ci), screen)).isEqualTo(wanted);
  }

  /// Whatever happens, on whatever screen: the terminal fails when a line of what goes on does not
  /// fit a row, or when there are more of them than rows.
  @Test
  void leaves_the_plain_log_after_any_run_on_any_screen() {
    for (int seed = 0; seed < Integer.getInteger("fuzz.inputs", 10_000); seed++) {
      var random = new Random(seed);
      var terminal = new PlayedTerminal(1 + random.nextInt(60), 1 + random.nextInt(12));
      var live = new LiveLog(terminal, redactor, Colours.SOME, this::now);
      var printed = new ByteArrayOutputStream();
      var plain = new RunLog(new PrintStream(printed, true, UTF_8), redactor);
      var said = new ArrayList<ProgressEvent>();
      for (int i = random.nextInt(30); i > 0; i--) {
        seconds += random.nextInt(1000);
        switch (random.nextInt(6)) {
          case 0 -> live.draw(terminal.size());
          case 1 -> terminal.resize(1 + random.nextInt(60), 1 + random.nextInt(12));
          default -> {
            var event = event(random);
            said.add(event);
            live.on(event);
            plain.on(event);
          }
        }
      }
      live.close();

      assertThat(terminal.text())
          .as("seed %d: %s", seed, said)
          .isEqualTo(printed.toString(UTF_8).lines().map(String::stripTrailing).toList());
      assertThat(terminal.isCursorHidden()).isFalse();
    }
  }

  private static ProgressEvent event(Random random) {
    var image = List.of("api", "wéb", "語").get(random.nextInt(3));
    int number = random.nextInt(5);
    var event =
        switch (random.nextInt(8)) {
          case 0 -> new PhaseStarted(name(random));
          case 1 -> new PhaseEnded(name(random), Duration.ofSeconds(random.nextInt(9)));
          case 2, 3 -> new StepStarted(number, name(random));
          case 4 ->
              ended(
                  number, name(random), random.nextBoolean() ? StepResult.DONE : StepResult.FAILED);
          case 5 -> new StepOutput(number, Duration.ZERO, name(random));
          case 6 ->
              new StepProgress(
                  number, name(random), random.nextInt(100_000_000), random.nextInt(90_000_000));
          default -> new Fact(name(random));
        };
    return switch (random.nextInt(10)) {
      case 0 -> new ImagesBegan(List.of("api", "web"));
      case 1 -> of(image, new ImageEnded(ImageResult.PUSHED, List.of("r@d"), Duration.ZERO));
      case 2, 3, 4 -> event;
      default -> of(image, event);
    };
  }

  private static String name(Random random) {
    var signs = List.of("a", "語", "🚀", "e\u0301", "✅", " b", "\u001b[2J", "…");
    var name = new StringBuilder("x");
    for (int i = random.nextInt(random.nextInt(40) + 1); i > 0; i--) {
      name.append(signs.get(random.nextInt(signs.size())));
    }
    return name.toString();
  }

  private static ProgressEvent ended(int number, String name, StepResult result) {
    return new StepEnded(number, name, result, Duration.ofSeconds(1));
  }

  private static ProgressEvent of(String image, ProgressEvent event) {
    return new OfImage(image, event);
  }

  private void tell(ProgressEvent... events) {
    List.of(events).forEach(log::on);
  }

  private void draw() {
    log.draw(screen.size());
  }

  private long now() {
    return seconds * 1_000_000_000;
  }
}
