package io.github.ecrpush.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.iam.Grant;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.operation.PolicyWish.Verb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseGrantsTest {

  private static final String HOST = "123456789012.dkr.ecr.eu-west-3.amazonaws.com";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM " + HOST + "/team/base:1",
        "FROM " + HOST + "/team/base@sha256:00",
        "FROM --platform=$BUILDPLATFORM " + HOST + "/team/base AS build",
        "ARG BASE=" + HOST + "/team/base\nFROM ${BASE}:1",
        "# syntax=" + HOST + "/team/base:1\nFROM scratch",
        "FROM scratch\nCOPY --from=" + HOST + "/team/base:1 /a /a",
        "FROM scratch\nRUN --mount=type=bind,from=" + HOST + "/team/base,target=/a ls",
      })
  void lets_a_base_image_be_pulled_from_exactly_its_repository(String dockerfile)
      throws IOException {
    write(dockerfile);

    assertThat(pulls(Map.of()))
        .containsExactly(
            new Grant(
                "PullBase",
                List.of("ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
                List.of("arn:aws:ecr:eu-west-3:123456789012:repository/team/base")));
  }

  @Test
  void knows_a_repository_of_any_account_and_region_and_names_each_once() throws IOException {
    write(
        """
        FROM 210987654321.dkr.ecr.us-east-1.amazonaws.com/one:1 AS one
        FROM 210987654321.dkr.ecr.us-east-1.amazonaws.com/one:2 AS two
        FROM 123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/three
        COPY --from=one /a /a
        COPY --from=two /b /b
        """);

    assertThat(pulls(Map.of()))
        .singleElement()
        .extracting(Grant::resources)
        .isEqualTo(
            List.of(
                "arn:aws-cn:ecr:cn-north-1:123456789012:repository/three",
                "arn:aws:ecr:us-east-1:210987654321:repository/one"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM alpine",
        "FROM public.ecr.aws/docker/library/alpine",
        "FROM ghcr.io/team/base",
        "FROM ${UNKNOWN}/base",
        "FROM " + HOST + "/base AS idle\nFROM alpine",
        "FROM Base/Name",
        "FROM",
        "",
      })
  void needs_nothing_for_what_is_not_in_a_private_repository_of_ecr(String dockerfile)
      throws IOException {
    write(dockerfile);

    assertThat(pulls(Map.of())).isEmpty();
  }

  @Test
  void follows_the_inputs_that_say_what_is_built() throws IOException {
    write("ARG BASE=alpine\nFROM $BASE AS one\nFROM alpine");
    var given = Map.of(Input.BUILD_ARGS, "BASE=" + HOST + "/base:1", Input.TARGET, "one");

    assertThat(pulls(given)).hasSize(1);
    assertThat(pulls(Map.of(Input.TARGET, "one"))).isEmpty();
  }

  @Test
  void needs_nothing_where_a_login_is_named_for_the_registry() throws IOException {
    write("FROM 210987654321.dkr.ecr.us-east-1.amazonaws.com/base");
    var login =
        """
        - registry: 210987654321.dkr.ecr.us-east-1.amazonaws.com
          username: AWS
          password: word
        """;

    assertThat(pulls(Map.of())).hasSize(1);
    assertThat(pulls(Map.of(Input.REGISTRY_AUTH, login))).isEmpty();
  }

  @Test
  void lets_the_first_target_pull_and_each_target_at_its_own_registry() throws IOException {
    write(
        """
        FROM 210987654321.dkr.ecr.eu-west-3.amazonaws.com/theirs AS theirs
        FROM ghcr.io/team/base
        COPY --from=theirs /a /a
        """);
    var targets =
        Map.of(
            Input.ALSO_PUSH_TO,
            """
            role-to-assume=arn:aws:iam::210987654321:role/push,repository=app
            role-to-assume=arn:aws:iam::234567890123:role/push,repository=app
            """);

    var roles = new Plans(folder).plan(targets, Plans.wish(Verb.PUSH)).roles();

    assertThat(roles)
        .filteredOn(role -> role.grants().stream().anyMatch(BaseGrantsTest::isPull))
        .extracting(role -> role.account().orElseThrow().id())
        .containsExactly("123456789012", "210987654321");
  }

  @Test
  void is_no_concern_of_a_check() throws IOException {
    write("FROM " + HOST + "/base");

    var roles = new Plans(folder).plan(Map.of(), Plans.wish(Verb.CHECK)).roles();

    assertThat(roles.getFirst().grants()).noneMatch(BaseGrantsTest::isPull);
  }

  @Test
  void tells_which_dockerfile_it_could_not_read() throws IOException {
    var given = Map.of(Input.FILE, "apps/Dockerfile");

    assertThat(new Plans(folder).plan(given, Plans.wish(Verb.PUSH)).unreadDockerfiles())
        .containsExactly("apps/Dockerfile");
    write("FROM alpine");
    assertThat(new Plans(folder).plan(Map.of(), Plans.wish(Verb.PUSH)).unreadDockerfiles())
        .isEmpty();
  }

  private static boolean isPull(Grant grant) {
    return grant.sid().equals("PullBase");
  }

  private List<Grant> pulls(Map<Input, String> given) {
    return Stream.of(new Plans(folder).plan(given, Plans.wish(Verb.PUSH)))
        .flatMap(plan -> plan.roles().stream())
        .flatMap(role -> role.grants().stream())
        .filter(BaseGrantsTest::isPull)
        .toList();
  }

  private void write(String dockerfile) throws IOException {
    Files.writeString(folder.resolve("Dockerfile"), dockerfile);
  }
}
