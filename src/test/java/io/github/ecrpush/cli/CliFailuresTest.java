package io.github.ecrpush.cli;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;

import java.util.List;
import org.junit.jupiter.api.Test;

class CliFailuresTest {

  @Test
  void says_what_can_be_checked() {
    assertGolden(CliFailures.subjectUnknown("identiy", CheckCommand.SUBJECTS));
  }

  @Test
  void says_which_values_a_flag_knows() {
    assertGolden(
        CliFailures.choiceUnknown(
            "--format", "teraform", List.of("json", "terraform", "cloudformation")));
  }

  @Test
  void suggests_the_nearest_verb() {
    assertGolden(CliFailures.verbUnknown("psuh", EcrPushCli.VERBS));
  }

  @Test
  void suggests_the_nearest_flag() {
    assertGolden(CliFailures.wordUnknown("push", "--regin=x", List.of("--aws-region", "--region")));
  }

  @Test
  void says_that_words_without_a_flag_mean_nothing() {
    assertGolden(CliFailures.wordUnknown("push", "apps/api", List.of("--context")), "word");
  }

  @Test
  void says_which_flag_lacks_its_value() {
    assertGolden(CliFailures.flagValueMissing("push", "--tags"));
  }

  @Test
  void says_which_flag_is_missing() {
    assertGolden(CliFailures.flagMissing("sandbox", "--data"));
  }

  @Test
  void says_which_flag_came_twice() {
    assertGolden(CliFailures.flagTwice("push", "--context"));
  }

  @Test
  void suggests_the_nearest_format() {
    assertGolden(CliFailures.formatUnknown("jsn", List.of("text", "json")));
  }

  @Test
  void says_when_nothing_else_can_be_said() {
    assertGolden(CliFailures.wordsUnreadable("push", "odd words"));
  }

  @Test
  void flag_file_unreadable() {
    assertGolden(
        CliFailures.flagFileUnreadable("--build-args", "args.txt", "There is no such file."));
  }
}
