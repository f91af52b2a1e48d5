package io.github.ecrpush.report.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.build.BuildRecord;
import io.github.ecrpush.build.BuildRecord.BuildEngine;
import io.github.ecrpush.build.BuildRecord.BuildStep;
import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.operation.ImageLayer;
import io.github.ecrpush.operation.PushReport;
import io.github.ecrpush.operation.RunRecord;
import io.github.ecrpush.operation.RunRecord.ImageRecord;
import io.github.ecrpush.operation.RunRecord.PlatformImage;
import io.github.ecrpush.progress.ProgressEvent.StepResult;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import io.github.ecrpush.report.SampleRun;
import io.github.ecrpush.report.evidence.Evidence;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever names of steps, lines of Dockerfiles and warnings say, the page keeps its form.
class HostileWordsTest {

  private static final List<String> PARTS =
      List.of(
          "`",
          "```",
          "````",
          "|",
          "\\",
          "\n",
          "\r",
          "<",
          ">",
          "</details>",
          "<details>",
          "<script>alert(1)</script>",
          "<!--",
          "&lt;",
          "%%{init: {}}%%",
          "%%",
          ":",
          ";",
          "#",
          "\"",
          "click a href \"javascript:x\"",
          "section ",
          "\n    section evil\n",
          "gantt",
          "[",
          "](http://x)",
          "![",
          "@octocat",
          "${{ secrets.X }}",
          "\u202e",
          "\u001b[31m",
          "\ud83d",
          "😀",
          "é",
          "x",
          " ",
          "- ",
          "1. ",
          "::set-output::",
          "RUN ",
          "[build 1/2] ",
          "{{",
          "$$",
          "~~~",
          "\t",
          "\0");

  /// A line of a chart: a statement of ours, or a bar.
  private static final Pattern CHART_LINE =
      Pattern.compile(
          "%%\\{init: \\{\"gantt\": \\{\"leftPadding\": \\d+\\}\\}\\}%%|gantt"
              + "|    (?:dateFormat HH:mm:ss\\.SSS|axisFormat %[-MSLHs.:%]+|tickInterval \\d+\\w+)"
              + "|    section [^:;#%\"`<>{}&]+"
              + "|    [^:;#%\"`<>{}&]+ :(?:(?:milestone, )?(?:done|crit), )?\\d\\d:\\d\\d:\\d\\d\\.\\d{3}, \\d+ms");

  @Test
  void keeps_the_form_of_the_page_whatever_is_said() {
    var random = new Random(23);
    for (int i = 0; i < Integer.getInteger("fuzz.inputs", 10_000) / 4; i++) {
      var said = said(random);
      var page = page(said);

      requireForm(page, said);
    }
  }

  @Test
  void writes_evidence_that_can_be_read_whatever_is_said() {
    var random = new Random(29);
    for (int i = 0; i < Integer.getInteger("fuzz.inputs", 10_000) / 4; i++) {
      var run = run(said(random));

      var document =
          Evidence.of(run, SampleRun.pushed().outcomes(), "1", new Redactor(), SampleRun.FOLDER);

      assertThat(Json.parse(document).at("images").elements()).hasSize(1);
    }
  }

  @Test
  void makes_labels_of_anything() {
    var random = new Random(31);
    for (int i = 0; i < Integer.getInteger("fuzz.inputs", 10_000); i++) {
      assertThat(GanttText.of(said(random)))
          .isNotBlank()
          .hasSizeLessThan(120)
          .doesNotContainPattern("[:;#%\"`<>{}&\n]")
          .doesNotContainPattern("(?i)^(?:section|title|click|gantt)\\b");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"section a", "click a", "", "   ", "%%", "title x", "2024-01-01", "dateFormat Y"})
  void makes_no_statement_of_a_label(String said) {
    assertThat(GanttText.of(said)).startsWith("–");
  }

  @Test
  void shows_words_of_others_as_text() {
    assertThat(Markdown.words("see `a|b` and <b>*bold*</b> @me"))
        .isEqualTo("see <code>a&#124;b</code> and &#60;b&#62;&#42;bold&#42;&#60;/b&#62; &#64;me");
    assertThat(Markdown.code("a`b")).isEqualTo("`a'b`");
    assertThat(Markdown.code("plain")).isEqualTo("`plain`");
    assertThat(Markdown.code(" \u202e ")).isEqualTo("–");
  }

  private static void requireForm(String page, String said) {
    var fence = "";
    int chart = 0;
    int columns = 0;
    for (var line : page.lines().toList()) {
      if (!fence.isEmpty()) {
        if (line.equals(fence)) {
          fence = "";
          chart = 0;
        } else if (chart > 0) {
          assertThat(CHART_LINE.matcher(line).matches()).as("%s of %s", line, said).isTrue();
        }
        continue;
      }
      if (line.startsWith("```")) {
        fence = line.replaceAll("[^`].*", "");
        chart = line.endsWith("mermaid") ? 1 : 0;
      } else if (line.startsWith("|")) {
        int here = line.split("(?<!\\\\)\\|", -1).length;
        assertThat(here).as("%s of %s", line, said).isEqualTo(columns == 0 ? here : columns);
        columns = here;
        assertThat(line.chars().filter(c -> c == '`').count() % 2).as(line).isZero();
      } else {
        columns = 0;
      }
    }
    assertThat(fence).isEmpty();
    assertThat(page)
        .doesNotContain("<script", "<!--", "\u202e", "\u001b", "\0")
        .doesNotContainPattern("(?m)^::");
    assertThat(page.split("<details>\n", -1)).hasSameSizeAs(page.split("(?m)^</details>$", -1));
  }

  private static String said(Random random) {
    var text = new StringBuilder();
    for (int parts = 1 + random.nextInt(10); parts > 0; parts--) {
      text.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    return random.nextInt(50) == 0 ? text.toString().repeat(500) : text.toString();
  }

  private static String page(String said) {
    var report = new PushReport(SampleRun.pushed().outcomes()).recorded(run(said));
    return Summary.of(report, said, new Redactor());
  }

  private static RunRecord run(String said) {
    var sample = SampleRun.pushed().run();
    var step =
        new BuildStep(1, said, StepResult.DONE, Duration.ofSeconds(1), Duration.ofSeconds(2));
    var build =
        new BuildRecord(
            new BuildEngine(said, "unix", "graph", Optional.of(said)),
            List.of(
                step,
                new BuildStep(
                    2,
                    "[" + said + " 1/2] RUN x",
                    StepResult.CACHED,
                    Duration.ZERO,
                    Duration.ZERO)),
            List.of(new BuildRecord.BaseImage(said, Optional.empty())),
            1);
    var layers = List.of(new ImageLayer(Digest.of(new byte[0]), 10, said));
    var image =
        new ImageRecord(
            "shop/api",
            Map.of("A" + said, said),
            Map.of(),
            List.of(),
            Optional.empty(),
            Optional.of(build),
            List.of(
                new PlatformImage(Platform.parse("linux/amd64"), Digest.of(new byte[0]), layers)),
            Optional.empty(),
            List.of(new Warning(said, said, 3, said)),
            List.of());
    return new RunRecord(
        sample.began(),
        sample.ended(),
        sample.source(),
        List.of(image),
        List.of(new Warning(said)),
        List.of());
  }
}
