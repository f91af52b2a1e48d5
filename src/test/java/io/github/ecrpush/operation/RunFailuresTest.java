package io.github.ecrpush.operation;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunFailuresTest {

  @Test
  void says_which_image_stopped_the_others() {
    assertGolden(RunFailures.stoppedBy("api"));
  }

  @Test
  void says_which_image_was_to_be_built_from() {
    assertGolden(RunFailures.stoppedWithBase("base"));
  }

  @Test
  void says_which_images_want_the_same_tag() {
    assertGolden(RunFailures.tagTwice("api", "web", "app:1.0"));
  }

  @Test
  void says_what_the_image_may_have_meant_that_it_is_built_from() {
    assertGolden(RunFailures.baseUnknown("web", "bsae", List.of("base", "api")));
  }

  @Test
  void says_what_is_wrong_with_several_images() {
    assertGolden(
        RunFailures.together(
            List.of(
                RunFailures.baseUnknown("web", "bsae", List.of("base")),
                NamingFailures.noTag(List.of()))));
  }

  @Test
  void says_that_a_list_names_no_image() {
    assertGolden(RunFailures.imagesWithoutName(","));
  }

  @Test
  void says_that_images_are_chosen_from_a_file() {
    assertGolden(RunFailures.imagesWithoutFile());
  }
}
