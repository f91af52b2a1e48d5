package io.github.ecrpush.operation;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;

import org.junit.jupiter.api.Test;

class PolicyFailuresTest {

  @Test
  void says_how_to_name_the_repository() {
    assertGolden(PolicyFailures.repositoryUnknown());
  }

  @Test
  void says_how_to_name_the_branch() {
    assertGolden(PolicyFailures.branchUnknown());
    assertGolden(PolicyFailures.environmentMalformed());
  }

  @Test
  void says_where_the_numbers_of_a_repository_are() {
    assertGolden(PolicyFailures.numbersUnknown("octo/app"));
  }

  @Test
  void says_how_tokens_name_a_called_workflow() {
    assertGolden(PolicyFailures.workflowMalformed("octo/shared/.github/workflows/push.yml@main"));
  }

  @Test
  void says_that_aws_has_nothing_to_allow() {
    assertGolden(PolicyFailures.notNeeded());
  }
}
