package io.github.ecrpush.operation;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamingFailuresTest {

  @Test
  void says_where_a_tag_could_have_come_from() {
    assertGolden(NamingFailures.noTag(List.of()));
  }

  @Test
  void says_that_a_commit_is_no_tag() {
    assertGolden(NamingFailures.commitIsNoTag("no commit"));
  }

  @Test
  void says_how_a_date_is_written() {
    assertGolden(NamingFailures.dateMalformed("SOURCE_DATE_EPOCH", "yesterday"));
  }
}
