package io.github.ecrpush.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DenialTest {

  @Test
  void finds_who_wanted_what() {
    var denial =
        Denial.in(
                "denied: User: arn:aws:sts::1:assumed-role/ci/x is not authorized to perform:"
                    + " ecr:PutImage on resource: arn:aws:ecr:eu-west-3:1:repository/app because no"
                    + " identity-based policy allows the ecr:PutImage action\nmore")
            .orElseThrow();

    assertThat(denial)
        .isEqualTo(
            new Denial(
                "arn:aws:sts::1:assumed-role/ci/x",
                "ecr:PutImage",
                "arn:aws:ecr:eu-west-3:1:repository/app",
                "because no identity-based policy allows the ecr:PutImage action"));
    assertThat(denial.isExplicit()).isFalse();
  }

  @Test
  void does_with_what_is_said() {
    assertThat(Denial.in("… is not authorized to perform: ecr:PutImage."))
        .contains(new Denial("", "ecr:PutImage", "*", ""));
    assertThat(
            Denial.in(
                    "User: u is not authorized to perform: ecr:PutImage on resource: \"r\" with an"
                        + " explicit deny in a resource-based policy")
                .orElseThrow()
                .isExplicit())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "denied", "is not authorized to perform: ", "is not authorized to perform: x"})
  void finds_nothing_where_nothing_is(String text) {
    assertThat(Denial.in(text)).isEmpty();
  }
}
