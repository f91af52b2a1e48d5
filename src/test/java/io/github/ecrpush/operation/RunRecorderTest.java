package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.build.BuildRequest;
import io.github.ecrpush.build.BuildRequest.Cache;
import io.github.ecrpush.build.BuildRequest.StepNetwork;
import io.github.ecrpush.ecr.RepositoryWish;
import io.github.ecrpush.github.RunnerEnvironment;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.metadata.ImageMetadata;
import io.github.ecrpush.operation.RunRecord.Phase;
import io.github.ecrpush.operation.RunRecord.RunCaller;
import io.github.ecrpush.operation.RunRecord.Whole;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressEvent.ImageEnded;
import io.github.ecrpush.progress.ProgressEvent.ImageResult;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.OfImage;
import io.github.ecrpush.progress.ProgressEvent.PhaseEnded;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunRecorderTest {

  private static final RunSource SOURCE =
      RunSource.of(
          RunnerEnvironment.from(Map.of("GITHUB_REPOSITORY", "octo/shop")),
          Optional.of("4f2a9c1"),
          Optional.of("main"),
          Optional.empty(),
          "");

  private Instant now = Instant.parse("2026-11-20T10:15:00Z");
  private final List<ProgressEvent> told = new ArrayList<>();
  private final RunRecorder recorder = new RunRecorder(told::add, () -> now, false);

  @Test
  void gives_the_phases_of_a_run_to_its_only_image() {
    recorder.asked(request("team/api"));
    now = now.plusSeconds(5);
    recorder.on(new PhaseEnded("build", Duration.ofSeconds(2)));

    var record = recorder.record(SOURCE);

    assertThat(record.images()).hasSize(1);
    assertThat(record.images().getFirst().name()).isEqualTo("team/api");
    assertThat(record.images().getFirst().phases())
        .containsExactly(new Phase("build", Duration.ofSeconds(3), Duration.ofSeconds(2)));
    assertThat(record.took()).isEqualTo(Duration.ofSeconds(5));
    assertThat(record.source().ref()).isEqualTo("refs/heads/main");
  }

  @Test
  void keeps_what_is_told_of_several_images_apart_and_in_the_order_that_was_asked_for() {
    recorder.asked(request("team/web", "team/api"));
    recorder.on(new OfImage("team/api", new PhaseEnded("build", Duration.ZERO)));
    recorder.on(new OfImage("team/web", new Warning("careful")));
    recorder.on(new Notice("all of us"));
    recorder.knownAs("team/api", "eu-west-3", new RunCaller("arn", Optional.empty()));
    recorder.found("team/api", 7);
    recorder.found("team/api", 8);

    var record = recorder.record(SOURCE);

    assertThat(record.images())
        .extracting(image -> image.name())
        .containsExactly("team/web", "team/api");
    var web = record.images().getFirst();
    var api = record.images().getLast();
    assertThat(web.warnings()).containsExactly(new Warning("careful"));
    assertThat(web.phases()).isEmpty();
    assertThat(api.phases()).hasSize(1);
    assertThat(api.callers()).containsOnlyKeys("eu-west-3");
    assertThat(api.sizeBefore()).contains(7L);
    assertThat(record.notices()).containsExactly(new Notice("all of us"));
    assertThat(told).hasSize(3);
  }

  @Test
  void knows_from_when_to_when_each_of_several_images_took_also_when_it_failed() {
    recorder.asked(request("team/web", "team/api"));
    now = now.plusSeconds(5);
    recorder.on(ended("team/api", ImageResult.FAILED, Duration.ofSeconds(2)));
    recorder.on(ended("team/web", ImageResult.STOPPED, Duration.ZERO));

    var images = recorder.record(SOURCE).images();

    assertThat(images.getLast().whole())
        .contains(new Whole(ImageResult.FAILED, Duration.ofSeconds(3), Duration.ofSeconds(2)));
    assertThat(images.getFirst().whole()).as("never begun").isEmpty();
  }

  private static OfImage ended(String image, ImageResult result, Duration took) {
    return new OfImage(image, new ImageEnded(result, List.of(), took));
  }

  private static PushRequest request(String... repositories) {
    return new PushRequest(
        Stream.of(repositories)
            .map(name ->
                new PushRequest.Image(
                    name,
                    Optional.of(new RepositoryPath(name)),
                    ImageMetadata.NONE,
                    build(Map.of("VERSION", "1")),
                    List.of(),
                    RepositoryWish.NONE,
                    new PushRequest.ImageRules(
                        PushRequest.PushMode.NEVER,
                        PushRequest.TakenTag.MOVE,
                        false,
                        Optional.empty()),
                    false))
            .toList(),
        Map.of(),
        new PushRequest.Rules(false, true, 4, Optional.empty(), false),
        new PushRequest.Exports(false, false));
  }

  static BuildRequest build(Map<String, String> arguments) {
    return new BuildRequest(
        Path.of("."),
        Path.of("Dockerfile"),
        "Dockerfile",
        arguments,
        Map.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        StepNetwork.STANDARD,
        new Cache(true, true),
        "",
        Map.of());
  }
}
