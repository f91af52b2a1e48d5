package io.github.ecrpush.report.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.operation.PushReport;
import io.github.ecrpush.report.Outputs;
import io.github.ecrpush.report.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushWithEvidenceTest {

  @TempDir private Path folder;
  private boolean begun;

  @Test
  void writes_evidence_of_a_run_that_went_well_and_hands_on_where_it_is() throws IOException {
    var report = run(SampleRun.pushed(), Map.of(Input.EVIDENCE, "out/evidence.json"));

    assertThat(report.failures()).isEmpty();
    assertThat(Outputs.of(report, new Redactor()).asText())
        .containsEntry("evidence-file", "out/evidence.json");
    assertThat(document().at("tool").at("version").text()).contains("1.2.3");
  }

  @Test
  void writes_evidence_of_a_run_that_failed() throws IOException {
    var report = run(SampleRun.failed(), Map.of(Input.EVIDENCE, "out/evidence.json"));

    assertThat(report.failures()).hasSize(1);
    assertThat(report.evidenceFile()).contains("out/evidence.json");
    assertThat(document().at("images").elements()).hasSize(1);
  }

  @Test
  void begins_nothing_where_the_file_cannot_be() {
    var report = run(SampleRun.pushed(), Map.of(Input.EVIDENCE, "../evidence.json"));

    assertThat(begun).isFalse();
    assertThat(report.failures())
        .extracting(failure -> failure.explanation().id())
        .containsExactly("evidence-outside");
  }

  @Test
  void fails_a_run_whose_evidence_is_lost_and_keeps_its_outcomes() throws IOException {
    var sample = SampleRun.pushed();
    var inputs = Inputs.of(Map.of(Input.EVIDENCE, "evidence.json"), Map.of());

    var report =
        new PushWithEvidence(
                (_, _, _) -> {
                  blocked();
                  return new PushReport(sample.outcomes()).recorded(sample.run());
                },
                folder,
                () -> "1.2.3")
            .run(inputs, _ -> {}, new Redactor());

    assertThat(report.outcomes()).isEqualTo(sample.outcomes());
    assertThat(report.evidenceFile()).isEmpty();
    assertThat(report.failures())
        .extracting(failure -> failure.explanation().id())
        .containsExactly("evidence-not-written");
  }

  private void blocked() {
    assertThat(folder.resolve("evidence.json").toFile().mkdir()).isTrue();
  }

  @Test
  void writes_nothing_that_is_not_wished_and_nothing_of_a_dry_run() {
    var dryRun = Map.of(Input.EVIDENCE, "evidence.json", Input.DRY_RUN, "true");

    assertThat(run(SampleRun.pushed(), Map.of()).evidenceFile()).isEmpty();
    assertThat(run(SampleRun.pushed(), dryRun).evidenceFile()).isEmpty();
    assertThat(folder.resolve("evidence.json")).doesNotExist();
  }

  private PushReport run(SampleRun sample, Map<Input, String> given) {
    return new PushWithEvidence(
            (_, _, _) -> {
              begun = true;
              return new PushReport(sample.outcomes()).recorded(sample.run());
            },
            folder,
            () -> "1.2.3")
        .run(Inputs.of(given, Map.of()), _ -> {}, new Redactor());
  }

  private JsonTree document() throws IOException {
    return Json.parse(Files.readString(folder.resolve("out/evidence.json")));
  }
}
