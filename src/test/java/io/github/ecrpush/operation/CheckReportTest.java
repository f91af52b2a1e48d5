package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckReportTest {

  private static final Failure BROKEN =
      new Failure.Refused(new Explanation("broken", "What.", "Why.", "Do this."));

  @Test
  void tells_each_failure_once_with_the_images_that_would_meet_it() {
    var report = new CheckReport(List.of(broken("api"), good("job"), broken("web")));

    assertThat(report.metFailures()).containsExactly(new MetFailure(BROKEN, List.of("api", "web")));
  }

  @Test
  void names_nobody_where_there_is_one_image() {
    var report = new CheckReport(List.of(broken("api"), broken("api")));

    assertThat(report.metFailures()).containsExactly(new MetFailure(BROKEN, List.of()));
  }

  private static TargetCheck broken(String image) {
    return check(image, Optional.of(BROKEN));
  }

  private static TargetCheck good(String image) {
    return check(image, Optional.empty());
  }

  private static TargetCheck check(String image, Optional<Failure> failure) {
    return new TargetCheck(
        image,
        Goal.named("eu-west-3"),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        failure);
  }
}
