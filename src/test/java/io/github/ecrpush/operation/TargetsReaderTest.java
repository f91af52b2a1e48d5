package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.aws.IdentityRequest;
import io.github.ecrpush.aws.RoleArn;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsReaderTest {

  private static final String HOME_ROLE = "arn:aws:iam::123456789012:role/push";
  private static final String HUB_ROLE = "arn:aws:iam::210987654321:role/hub";

  @Test
  void goes_where_the_inputs_say_and_nowhere_twice() {
    var targets = read("us-east-1\neu-west-3", "aws-region=us-east-1\nrepository=mirror");

    assertThat(targets)
        .extracting(Target::name)
        .containsExactly("eu-west-3", "us-east-1", "eu-west-3/mirror");
  }

  @Test
  void shares_the_first_identity_with_targets_that_name_none() {
    var targets = read("", "aws-region=us-east-1,registry-id=210987654321");

    assertThat(who(targets.getLast())).isEqualTo(who(targets.getFirst()));
    assertThat(targets.getLast().name()).isEqualTo("210987654321/us-east-1");
  }

  @Test
  void goes_straight_to_a_role_that_is_named_or_on_from_the_first_one() {
    var targets =
        read(
            "",
            "role-to-assume=%s\nrole-chain=%s, role-external-id=secret-handshake"
                .formatted(HUB_ROLE, HUB_ROLE));

    assertThat(who(targets.get(1)).roles().first().map(RoleArn::toString)).contains(HUB_ROLE);
    assertThat(who(targets.get(1)).roles().chain()).isEmpty();
    assertThat(who(targets.get(2)).roles().first().map(RoleArn::toString)).contains(HOME_ROLE);
    assertThat(who(targets.get(2)).roles().chain())
        .extracting(RoleArn::toString)
        .containsExactly(HUB_ROLE);
    assertThat(who(targets.get(2)).session().externalId()).contains("secret-handshake");
  }

  @Test
  void takes_the_first_of_the_regions_where_no_other_is_home() {
    var inputs = Inputs.of(Map.of(Input.REGIONS, "us-east-1,us-west-2"), Map.of());

    assertThat(reader(inputs).read())
        .extracting(Target::name)
        .containsExactly("us-east-1", "us-west-2");
  }

  @ParameterizedTest
  @CsvSource({
    "'region=us-east-1', 'region=…'",
    "'aws-region=us-east-1,password=hunter2', 'password=…'",
    "'aws-region=us-east-1,=x', '=x'"
  })
  void refuses_names_that_it_does_not_know_and_keeps_their_values(String line, String shown) {
    var thrown = catchThrowableOfType(FailureException.class, () -> read("", line));

    assertThat(thrown.failure().explanation().id()).isEqualTo("value-malformed");
    assertThat(thrown.failure().explanation().what()).contains(shown).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws-region=us-east-1,aws-region=eu-west-3", "role-external-id=abc"})
  void refuses_what_it_cannot_use(String line) {
    var thrown = catchThrowableOfType(FailureException.class, () -> read("", line));

    assertThat(thrown.failure().explanation().id()).isEqualTo("value-malformed");
    assertThat(thrown.failure().explanation().what()).contains(line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "two words"})
  void refuses_an_external_id_of_a_target_that_sts_refuses(String id) {
    var line = "role-chain=%s,role-external-id=%s".formatted(HUB_ROLE, id);
    var thrown = catchThrowableOfType(FailureException.class, () -> read("", line));

    assertThat(thrown.failure().explanation().what()).contains("`role-external-id`");
    assertThat(thrown.failure().explanation().why()).contains("2 to 1224");
  }

  private static List<Target> read(String regions, String others) {
    return reader(
            Inputs.of(
                Map.of(
                    Input.AWS_REGION, "eu-west-3",
                    Input.ROLE_TO_ASSUME, HOME_ROLE,
                    Input.REGIONS, regions,
                    Input.ALSO_PUSH_TO, others),
                Map.of()))
        .read();
  }

  private static TargetsReader reader(Inputs inputs) {
    return new TargetsReader(
        inputs,
        (region, account, role) ->
            role.map(arn ->
                    IdentityRequest.of(RoleArn.parse(arn, region, account), "session", region))
                .orElseGet(() -> IdentityRequest.ambient(region)));
  }

  private static IdentityRequest who(Target target) {
    return Optional.of(target).map(Target.Ecr.class::cast).orElseThrow().who();
  }
}
