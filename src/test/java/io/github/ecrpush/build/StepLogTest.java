package io.github.ecrpush.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.build.BuildRecord.BaseImage;
import io.github.ecrpush.build.BuildRecord.BuildEngine;
import io.github.ecrpush.build.BuildRecord.BuildStep;
import io.github.ecrpush.build.BuildRequest.Cache;
import io.github.ecrpush.build.BuildRequest.StepNetwork;
import io.github.ecrpush.buildkit.SolveEvent.VertexCompleted;
import io.github.ecrpush.buildkit.SolveEvent.VertexProgress;
import io.github.ecrpush.buildkit.SolveEvent.VertexStarted;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressEvent.StepEnded;
import io.github.ecrpush.progress.ProgressEvent.StepProgress;
import io.github.ecrpush.progress.ProgressEvent.StepResult;
import io.github.ecrpush.progress.ProgressEvent.StepStarted;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StepLogTest {

  private static final BuildEngine ENGINE =
      new BuildEngine("28.5.2", "unix", "containerd", Optional.empty());
  private static final String LENT = "lent.invalid/hold:1-2-3";

  private final List<ProgressEvent> told = new ArrayList<>();
  private final StepLog log =
      new StepLog(
          told::add,
          request(
              Map.of(
                  "base",
                  new NamedContext.OtherImage(
                      "api-base", Optional.of(NamedContext.ofImage(LENT))))));

  @Test
  void calls_another_image_of_the_run_by_its_name() {
    step("[context base] load metadata for " + LENT);
    log.on(new VertexProgress("v", "resolve " + LENT, 0, 0, false));

    var said = "[context base] load metadata for image:api-base";
    assertThat(told)
        .containsExactly(
            new StepStarted(1, said),
            new StepEnded(1, said, StepResult.DONE, Duration.ZERO),
            new StepProgress(1, "resolve image:api-base", 0, 0));
    assertThat(log.record(ENGINE).bases())
        .containsExactly(new BaseImage("image:api-base", Optional.empty()));
  }

  @Test
  void keeps_control_characters_out_of_names() {
    step("RUN \u001b[31mred\u0007");
    step("FROM a\u001bb");

    assertThat(told).allSatisfy(event -> assertThat(event.toString()).doesNotContain("\u001b"));
    var record = log.record(ENGINE);
    assertThat(record.steps().stream().map(BuildStep::name)).noneMatch(name -> hasControl(name));
    assertThat(record.bases().stream().map(BaseImage::name)).noneMatch(name -> hasControl(name));
  }

  private static boolean hasControl(String name) {
    return name.chars().anyMatch(Character::isISOControl);
  }

  private void step(String name) {
    log.on(new VertexStarted("v", name));
    log.on(new VertexCompleted("v", name, Instant.EPOCH, Duration.ZERO));
  }

  private static BuildRequest request(Map<String, NamedContext> contexts) {
    return new BuildRequest(
        Path.of("."),
        Path.of("Dockerfile"),
        "Dockerfile",
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        StepNetwork.STANDARD,
        new Cache(true, true),
        "",
        contexts);
  }
}
