package io.github.ecrpush.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsCaller;
import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.ecr.Permission;
import io.github.ecrpush.ecr.Permission.Answer;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.Repository;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.operation.CheckReport;
import io.github.ecrpush.operation.Goal;
import io.github.ecrpush.operation.Place;
import io.github.ecrpush.operation.TargetCheck;
import io.github.ecrpush.operation.TargetCheck.TagState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckTextTest {

  private static final String ARN = "arn:aws:ecr:eu-west-3:123456789012:repository/app";
  private static final Digest DIGEST = Digest.of(new byte[] {1});

  private static final CheckReport REPORT =
      new CheckReport(
          List.of(
              new TargetCheck(
                  "app",
                  Goal.named("eu-west-3"),
                  Optional.of(
                      new AwsCaller(
                          new AwsAccount("123456789012"),
                          "arn:aws:sts::123456789012:assumed-role/push/run",
                          "role `push`, by GitHub's token",
                          Optional.empty(),
                          Optional.of(Instant.parse("2036-01-01T00:00:00.5Z")))),
                  Optional.of(
                      new Place(
                          Repository.parse("123456789012.dkr.ecr.eu-west-3.amazonaws.com/app"),
                          "eu-west-3",
                          "123456789012")),
                  List.of(
                      new TagState(new Tag("one"), Optional.of(DIGEST), false),
                      new TagState(new Tag("two"), Optional.empty(), true)),
                  List.of(
                      new Permission("ecr:BatchGetImage", ARN, new Answer.Allowed()),
                      new Permission("ecr:PutImage", ARN, new Answer.Denied("because not", false)),
                      new Permission("ecr:CreateRepository", ARN, new Answer.Unknown("it makes"))),
                  Optional.of(
                      new Failure.Refused(new Explanation("an-id", "What.", "Why.", "Fix."))))));

  @Test
  void has_a_line_for_each_thing_that_was_looked_at() {
    assertThat(CheckText.lines(REPORT))
        .containsExactly(
            "identity    arn:aws:sts::123456789012:assumed-role/push/run",
            "by          role `push`, by GitHub's token",
            "account     123456789012",
            "until       2036-01-01T00:00:00Z",
            "repository  123456789012.dkr.ecr.eu-west-3.amazonaws.com/app",
            "tag         one names " + DIGEST + " and may not move",
            "tag         two is free",
            "may         yes      ecr:BatchGetImage on " + ARN,
            "may         NO       ecr:PutImage on " + ARN + ", because not",
            "may         unknown  ecr:CreateRepository on " + ARN + ": it makes");
  }

  @Test
  void says_who_we_are_only_where_that_changes() {
    var target = REPORT.targets().getFirst();
    var stranger =
        new TargetCheck(
            "app",
            Goal.named("eu-west-3"),
            Optional.of(
                new AwsCaller(
                    new AwsAccount("210987654321"),
                    "arn:other",
                    "a key",
                    Optional.empty(),
                    Optional.empty())),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty());

    assertThat(CheckText.lines(new CheckReport(List.of(target, target, stranger, target))))
        .filteredOn(line -> line.startsWith("identity"))
        .containsExactly(
            "identity    arn:aws:sts::123456789012:assumed-role/push/run",
            "identity    arn:other",
            "identity    arn:aws:sts::123456789012:assumed-role/push/run");
  }

  @Test
  void says_the_same_as_json() {
    var target =
        Json.parse(Json.write(CheckText.json(REPORT, new Redactor())))
            .at("targets")
            .elements()
            .getFirst();

    assertThat(target.at("status").text()).contains("failed");
    assertThat(target.at("identity").at("account-id").text()).contains("123456789012");
    assertThat(target.at("identity").at("until").text()).contains("2036-01-01T00:00:00Z");
    assertThat(target.at("tags").elements().getFirst().at("digest").text())
        .contains(DIGEST.toString());
    assertThat(target.at("tags").elements().getLast().at("digest").isMissing()).isTrue();
    assertThat(target.at("permissions").elements().stream().map(may -> may.at("allowed").text()))
        .containsExactly(Optional.of("yes"), Optional.of("no"), Optional.of("unknown"));
    assertThat(target.at("failure").at("id").text()).contains("an-id");
  }
}
