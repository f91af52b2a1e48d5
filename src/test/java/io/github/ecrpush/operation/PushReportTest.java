package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.metadata.ImageMetadata;
import io.github.ecrpush.operation.ImageOutcome.Status;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PushReportTest {

  private static final Failure BROKEN = new Failure.Refused(words("broken"));
  private static final Failure OTHER = new Failure.Refused(words("other"));
  private static final Failure STOPPED = new Failure.Cancelled(words("stopped"));

  @Test
  void tells_each_failure_once_with_the_images_that_met_it() {
    var report =
        new PushReport(
                List.of(
                    outcome("stopped", "eu-west-3", STOPPED),
                    outcome("api", "eu-west-3", BROKEN),
                    outcome("api", "us-east-1", BROKEN),
                    outcome("web", "eu-west-3", BROKEN),
                    outcome("web", "us-east-1", OTHER)))
            .failedAfterwards(OTHER);

    assertThat(report.metFailures())
        .containsExactly(
            new MetFailure(BROKEN, List.of("api", "web")),
            new MetFailure(OTHER, List.of("web")),
            new MetFailure(STOPPED, List.of("stopped")));
  }

  @Test
  void names_nobody_where_there_is_one_image_or_where_no_image_met_it() {
    var report =
        new PushReport(
                List.of(outcome("api", "eu-west-3", BROKEN), outcome("api", "us-east-1", BROKEN)))
            .failedAfterwards(OTHER);

    assertThat(report.metFailures())
        .containsExactly(new MetFailure(BROKEN, List.of()), new MetFailure(OTHER, List.of()));
  }

  private static ImageOutcome outcome(String image, String target, Failure failure) {
    return new ImageOutcome(
        image,
        Goal.named(target),
        Status.FAILED,
        false,
        Optional.empty(),
        List.of(),
        ImageMetadata.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.of(failure));
  }

  private static Explanation words(String id) {
    return new Explanation(id, "What.", "Why.", "Do this.");
  }
}
