package io.github.ecrpush.build;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildFailuresTest {

  @Test
  void says_that_the_dockerfile_is_not_there() {
    assertGolden(BuildFailures.dockerfileMissing(Path.of("apps/api/Dockerfile"), List.of()));
  }

  @Test
  void says_which_file_may_have_been_meant() {
    assertGolden(
        BuildFailures.dockerfileMissing(
            Path.of("apps/api/Dockerfile"),
            List.of("apps/api/dockerfile", "apps/api/Dockerfile.prod")),
        "near");
  }

  @Test
  void says_that_the_context_is_not_there() {
    assertGolden(BuildFailures.contextMissing(Path.of("apps/api")));
  }

  @Test
  void says_which_store_writes_annotations() {
    assertGolden(BuildFailures.annotationsUnwritable("20.10.24"));
  }

  @Test
  void says_which_store_pushes_by_digest() {
    assertGolden(BuildFailures.digestAloneUnpushable("20.10.24"));
  }

  @Test
  void says_that_a_context_is_a_folder() {
    assertGolden(BuildFailures.contextNotFolder(Path.of("apps/api/Dockerfile")));
  }

  @Test
  void says_which_file_of_the_context_cannot_be_read() {
    assertGolden(BuildFailures.contextUnreadable("data/postgres", "Permission denied"));
  }

  @Test
  void says_which_file_changed() {
    assertGolden(BuildFailures.fileChanged("logs/app.log"));
  }

  @Test
  void says_which_name_the_locale_cannot_hold() {
    assertGolden(BuildFailures.nameNotSendable("caf\ufffd.txt"));
  }

  @Test
  void says_that_the_engine_was_lost() {
    assertGolden(BuildFailures.engineLost("UNAVAILABLE: end of stream"));
  }

  @Test
  void says_that_it_was_stopped() {
    assertGolden(BuildFailures.stopped());
  }

  @Test
  void says_what_buildkit_said_when_nothing_else_is_known() {
    assertGolden(
        BuildFailures.unexplained(
            new Place("Dockerfile", 3), "lstat /app/x: not a directory", List.of()));
  }

  @Test
  void says_which_named_context_is_missing() {
    assertGolden(BuildFailures.namedContextMissing("base", Path.of("/home/me/app/base")));
  }

  @Test
  void says_which_engine_knows_named_contexts() {
    assertGolden(BuildFailures.contextsUnknown("20.10.24"));
  }

  @Test
  void says_that_an_image_was_not_lent_to_other_builds() {
    assertGolden(BuildFailures.notLent("no such image"));
  }
}
