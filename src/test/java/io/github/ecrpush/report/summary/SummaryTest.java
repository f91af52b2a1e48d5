package io.github.ecrpush.report.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.operation.PushReport;
import io.github.ecrpush.report.SampleRun;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {

  private static final String URI =
      "123456789012.dkr.ecr.eu-west-3.amazonaws.com/shop/api@sha256:"
          + "6105d6cc76af400325e94d588ce511be5bfdbb73b437dc51eca43917d7a43e3d";

  @Test
  void says_of_an_image_that_was_found_which_commit_it_was_built_from() {
    assertThat(SamplePage.page(SampleRun.found()))
        .contains("| built from | `5e0f5e0f5e0f`, by another run |");
  }

  @Test
  void says_what_went_where() {
    var page = SamplePage.page(SampleRun.pushed());

    assertThat(page)
        .startsWith("### ✅ Pushed `shop/api`\n")
        .contains("| image | `" + URI + "` |")
        .contains("| tags | `4f2a9c1d8e7b6a5f4c3d2e1f0a9b8c7d6e5f4a3b`, `v2.4.1` |")
        .contains("| platforms | `linux/amd64` |")
        .contains("| size | 33.4 MB (+1.5 MB) |")
        .contains("| built from | `4f2a9c1d8e7b` of `refs/heads/main` |");
  }

  @Test
  void draws_the_steps_and_marks_those_from_the_cache() {
    var page = SamplePage.page(SampleRun.pushed());

    assertThat(page)
        .contains("    section build\n")
        .contains("    FROM docker.io/library/golang∶1.24-alpine (cached) :milestone, done,")
        .contains("    RUN npm run build 3.3s :00:00:10.090, 3300ms\n")
        .contains("♻️ 4 of 10 steps came from the cache. 48.2 kB were sent to Docker");
  }

  @Test
  void counts_the_work_of_the_dockerfile_alone() {
    var sample = SampleRun.pushed();

    assertThat(SamplePage.page(sample.withStep("[ 2/11] RUN make")))
        .contains("\n0 of 1 steps came from the cache. 0 B were sent");
    assertThat(SamplePage.page(sample.withStep("[1/1] FROM docker.io/library/alpine")))
        .contains("\n0 B were sent")
        .doesNotContain("came from the cache");
    assertThat(SamplePage.page(sample.withStep("[internal] load build context")))
        .contains("\n0 B were sent")
        .doesNotContain("came from the cache");
  }

  @ParameterizedTest
  @CsvSource({
    "[1/2] RUN make, build",
    "[ 2/11] RUN make, build",
    "[tools 1/2] RUN make, tools",
    "[tools  2/12] RUN make, tools",
    "[linux/amd64 2/2] RUN make, linux/amd64",
    "[linux/amd64  2/12] RUN make, linux/amd64",
    "[linux/amd64 tools  2/12] RUN make, linux/amd64 tools"
  })
  void draws_a_step_in_the_section_of_its_stage(String step, String section) {
    var sample = SampleRun.many(1, 2);

    assertThat(SamplePage.page(sample.withStep(step)))
        .contains("    section " + section + "\n    RUN make 1.0s :");
  }

  @Test
  void lists_the_slowest_steps_and_the_largest_layers() {
    var page = SamplePage.page(SampleRun.pushed());

    assertThat(page.lines().filter(line -> line.contains("s | `["))).hasSize(4);
    assertThat(page).contains("| 18.4 MB | ███████ | `COPY /out/api /api` |");
  }

  @Test
  void has_what_a_deployment_needs() {
    var page = SamplePage.page(SampleRun.pushed());

    assertThat(page)
        .contains("    image: ${{ steps.image.outputs.image-uri }}")
        .contains("kubectl set image deployment/api api=" + URI)
        .contains("  api:\n    image: " + URI);
  }

  @Test
  void picks_each_of_several_images_out_of_the_output() {
    var page = SamplePage.page(SampleRun.several());

    assertThat(page)
        .startsWith("### ✅ 2 images: 1 pushed, 1 there already\n")
        .contains("${{ fromJSON(steps.image.outputs.images)[1].image-uri }}")
        .contains("| ✅ | `shop/web` | `sha256:6105d6cc76af` | `linux/amd64` | 33.4 MB (+1.5 MB) |");
  }

  @Test
  void says_what_failed_and_how_to_mend_it_and_which_step_it_was() {
    var page = SamplePage.page(SampleRun.failed());

    assertThat(page)
        .startsWith("### ❌ Failed: `shop/api`\n")
        .contains("  Fix: Mend the command")
        .contains("(failed) :crit, 00:00:01.340, 2210ms")
        .doesNotContain("Deploy it");
  }

  @Test
  void names_the_images_of_a_failure_where_there_are_several() {
    assertThat(SamplePage.page(SampleRun.failed())).contains("\n\n```text\n✗ A step");

    assertThat(SamplePage.page(SampleRun.many(25, 3)))
        .contains("\n`team/service-7`, `team/service-17`:\n\n```text\n✗ A step")
        .containsOnlyOnce("✗ A step");
    assertThat(SamplePage.page(SampleRun.many(70, 3)))
        .contains("`team/service-27`, `team/service-37` and 3 more:\n\n```text\n✗ A step");
  }

  @Test
  void lists_warnings_with_their_place() {
    assertThat(SamplePage.page(SampleRun.pushed()))
        .contains("- ⚠️ FromAsCasing")
        .contains("`Dockerfile`, line 12");
  }

  @Test
  void says_once_what_several_images_are_warned_of_and_names_them() {
    var page = SamplePage.page(SampleRun.several());

    assertThat(page)
        .contains("\n- ⚠️ `shop/api`, `shop/web`: FromAsCasing")
        .containsOnlyOnce("FromAsCasing");
  }

  @Test
  void lists_warnings_before_notices_however_many_those_are() {
    var page = SamplePage.page(SampleRun.several().withNotices(30));

    assertThat(page)
        .containsSubsequence(
            "\n- ⚠️ `shop/api`, `shop/web`: FromAsCasing",
            "\n- ℹ️ `shop/api`, `shop/web`: notice 1\n",
            "\n- ℹ️ `shop/api`, `shop/web`: notice 20\n\nAnd 10 more notices: the log has them.\n")
        .doesNotContain("notice 21", "more warnings");
  }

  @Test
  void folds_what_is_to_be_said_of_more_than_twenty_images() {
    assertThat(SamplePage.page(SampleRun.many(20, 3))).doesNotContain("<summary>✅");

    var page = SamplePage.page(SampleRun.many(25, 3));

    assertThat(page.split("<summary>[✅❌] <code>", -1)).hasSize(26);
    assertThat(page).startsWith("### ❌ 25 images: 23 pushed, 2 failed\n");
  }

  @Test
  void draws_all_that_each_of_many_images_took_and_marks_those_that_failed() {
    var page = SamplePage.page(SampleRun.many(25, 3));

    assertThat(page)
        .contains("    team/service-6 17.9s :00:00:00.030, 17910ms\n")
        .contains("    team/service-7 (failed) :crit, 00:00:00.430, 1300ms\n");
  }

  @Test
  void draws_no_more_than_fifty_bars_and_says_so() {
    var page = SamplePage.page(SampleRun.many(3, 100));

    assertThat(page.lines().filter(line -> line.matches(".* :.*\\d+ms"))).hasSize(50);
    assertThat(page).contains("The longest 50 of 309 bars.");
  }

  @Test
  void stays_below_what_github_shows() {
    var page = SamplePage.page(SampleRun.many(2_000, 10));

    assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1024 * 1024);
    assertThat(page).endsWith("The rest was left out. The log has all of it.\n");
  }

  @Test
  void has_no_planted_secret() {
    var redactor = new Redactor();
    redactor.hide(new Secret("router.Handle"));
    for (var sample : List.of(SampleRun.pushed(), SampleRun.failed(), SampleRun.several())) {
      var report = new PushReport(sample.outcomes()).recorded(sample.run());

      assertThat(Summary.of(report, "image", redactor))
          .doesNotContain("planted-npm", "router.Handle");
    }
  }

  @Test
  void shows_the_outcomes_of_a_run_of_which_nothing_else_is_known() {
    var page = Summary.of(new PushReport(SampleRun.failed().outcomes()), "", new Redactor());

    assertThat(page).startsWith("### ❌ Failed: `shop/api`\n").doesNotContain("mermaid");
  }
}
