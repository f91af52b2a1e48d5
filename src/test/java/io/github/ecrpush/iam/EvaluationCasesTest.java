package io.github.ecrpush.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// AWS's documented evaluation logic, case by case.
class EvaluationCasesTest {

  @TestFactory
  Stream<DynamicTest> decides_as_aws_documents_it() throws IOException {
    var file = EvaluationCases.read();
    return file.cases().stream()
        .map(one ->
            DynamicTest.dynamicTest(
                file.text(one, "section") + ": " + file.text(one, "name"),
                () -> assertThat(file.decided(one)).isEqualTo(file.text(one, "expect"))));
  }

  @Test
  void has_at_least_two_hundred_cases_with_names_of_their_own() throws IOException {
    var file = EvaluationCases.read();

    assertThat(file.cases()).hasSizeGreaterThanOrEqualTo(200);
    assertThat(file.cases().stream().map(one -> file.text(one, "name"))).doesNotHaveDuplicates();
  }
}
