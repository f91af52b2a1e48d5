package io.github.ecrpush.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.image.Repository;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.metadata.ImageMetadata;
import io.github.ecrpush.operation.Goal;
import io.github.ecrpush.operation.ImageOutcome;
import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.operation.Place;
import io.github.ecrpush.operation.PushReport;
import io.github.ecrpush.operation.VerifiedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutputsTest {

  private static final Repository REPOSITORY =
      Repository.parse("123456789012.dkr.ecr.eu-west-3.amazonaws.com/team/app");
  private static final Digest DIGEST = Digest.of(new byte[] {1});
  private static final Digest ID = Digest.of(new byte[] {2});

  @Test
  void names_everything_of_a_pushed_image() {
    var text = Outputs.of(report(Status.PUSHED), new Redactor()).asText();

    assertThat(text)
        .containsEntry("digest", DIGEST.toString())
        .containsEntry("image-uri", REPOSITORY + "@" + DIGEST)
        .containsEntry("tags", REPOSITORY + ":1.0\n" + REPOSITORY + ":latest")
        .containsEntry("tag-names", "1.0\nlatest")
        .containsEntry("repository", "team/app")
        .containsEntry("repository-uri", REPOSITORY.toString())
        .containsEntry("registry", "123456789012.dkr.ecr.eu-west-3.amazonaws.com")
        .containsEntry("region", "eu-west-3")
        .containsEntry("account-id", "123456789012")
        .containsEntry("digests", "{\"linux/amd64\":\"" + DIGEST + "\"}")
        .containsEntry("imageid", ID.toString())
        .containsEntry("pushed", "true");
  }

  @Test
  void writes_lists_as_arrays_and_documents_as_values_in_json() {
    var json = Json.parse(Outputs.of(report(Status.PRESENT), new Redactor()).asJson());

    assertThat(json.at("pushed").truth()).contains(false);
    assertThat(json.at("tags").elements()).hasSize(2);
    assertThat(json.at("digests").at("linux/amd64").text()).contains(DIGEST.toString());
    assertThat(json.at("images").elements().getFirst().at("status").text()).contains("present");
    assertThat(json.at("images").elements().getFirst().at("digest").text())
        .contains(DIGEST.toString());
    assertThat(json.at("metadata").at("containerimage.digest").text()).contains(DIGEST.toString());
    assertThat(json.at("metadata").at("containerimage.descriptor").at("size").number())
        .contains(17L);
    assertThat(json.at("metadata").at("image.name").text())
        .contains(REPOSITORY + ":1.0," + REPOSITORY + ":latest");
  }

  @Test
  void names_the_tags_of_an_image_that_was_not_read_back() {
    var json = failed(List.of(new Tag("1.0")));

    assertThat(json.at("tag-names").elements()).hasSize(1);
    assertThat(json.at("digest").isMissing()).isTrue();
  }

  private static JsonTree failed(List<Tag> written) {
    var failure = new Failure.Refused(new Explanation("tag-is-immutable", "What.", "Why.", "Fix."));
    var outcome =
        new ImageOutcome(
            "team/app",
            Goal.named("eu-west-3"),
            Status.FAILED,
            false,
            Optional.of(new Place(REPOSITORY, "eu-west-3", "123456789012")),
            written,
            ImageMetadata.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.of(failure));
    return Json.parse(Outputs.of(new PushReport(List.of(outcome)), new Redactor()).asJson());
  }

  @Test
  void says_what_is_already_true_when_a_run_fails() {
    var json = failed(List.of());

    assertThat(json.at("digest").isMissing()).isTrue();
    assertThat(json.at("tags").isMissing()).isTrue();
    assertThat(json.at("region").text()).contains("eu-west-3");
    var image = json.at("images").elements().getFirst();
    assertThat(image.at("status").text()).contains("failed");
    assertThat(image.at("failure").at("id").text()).contains("tag-is-immutable");
  }

  @Test
  void says_of_a_target_that_was_not_found_what_is_known_of_it() {
    var goal =
        new Goal(
            "eu-west-3",
            Optional.of(REPOSITORY.path()),
            Optional.empty(),
            Optional.of(new AwsRegion("eu-west-3")),
            Optional.of(new AwsAccount("123456789012")));
    var outcome =
        new ImageOutcome(
            "team/app",
            goal,
            Status.FAILED,
            false,
            Optional.empty(),
            List.of(),
            ImageMetadata.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Failure.Refused(new Explanation("an-id", "What.", "Why.", "Fix."))));
    var image =
        Json.parse(Outputs.of(new PushReport(List.of(outcome)), new Redactor()).asJson())
            .at("images")
            .elements()
            .getFirst();

    assertThat(image.members())
        .containsOnlyKeys(
            "name", "target", "status", "repository", "region", "account-id", "pushed", "failure");
    assertThat(image.at("repository").text()).contains("team/app");
    assertThat(image.at("region").text()).contains("eu-west-3");
    assertThat(image.at("account-id").text()).contains("123456789012");
  }

  @Test
  void puts_an_image_of_several_targets_at_the_top_as_the_first_one_has_it() {
    var first = report(Status.PRESENT).outcomes().getFirst();
    var there = Repository.parse("123456789012.dkr.ecr.us-east-1.amazonaws.com/team/app");
    var second =
        new ImageOutcome(
            "team/app",
            Goal.named("us-east-1"),
            Status.PUSHED,
            true,
            Optional.of(new Place(there, "us-east-1", "123456789012")),
            List.of(new Tag("1.0")),
            ImageMetadata.NONE,
            first.image(),
            Optional.of(ID),
            Optional.empty());
    var json =
        Json.parse(Outputs.of(new PushReport(List.of(first, second)), new Redactor()).asJson());

    assertThat(json.at("image-uri").text()).contains(REPOSITORY.pinned(DIGEST).toString());
    assertThat(json.at("region").text()).contains("eu-west-3");
    assertThat(json.at("pushed").truth()).contains(true);
    assertThat(json.at("tags").elements().stream().map(tag -> tag.text().orElseThrow()))
        .containsExactly(REPOSITORY + ":1.0", REPOSITORY + ":latest", there + ":1.0");
    assertThat(json.at("images").elements()).hasSize(2);
    assertThat(json.at("images").elements().getLast().at("target").text()).contains("us-east-1");
  }

  @Test
  void puts_the_only_image_that_was_to_be_pushed_at_the_top() {
    var app = report(Status.PUSHED).outcomes().getFirst();
    var base =
        new ImageOutcome(
            "base",
            Goal.named("eu-west-3"),
            Status.SKIPPED,
            false,
            Optional.empty(),
            List.of(),
            ImageMetadata.NONE,
            Optional.empty(),
            Optional.of(ID),
            Optional.empty());
    var json = Json.parse(Outputs.of(new PushReport(List.of(app, base)), new Redactor()).asJson());

    assertThat(json.at("digest").text()).contains(DIGEST.toString());
    assertThat(json.at("images").elements()).hasSize(2);
  }

  @Test
  void fences_a_value_with_line_breaks_by_a_delimiter_that_nobody_can_guess() {
    var lines = OutputLines.of(Map.of("tags", "a\ndelimiter_0\nb"));
    var other = OutputLines.of(Map.of("tags", "a\ndelimiter_0\nb"));

    assertThat(lines).matches("(?s)tags<<(delimiter_[0-9a-f]{32})\na\ndelimiter_0\nb\n\\1\n");
    assertThat(lines).isNotEqualTo(other);
    assertThat(OutputLines.of(Map.of("digest", "x"))).isEqualTo("digest=x\n");
  }

  private static PushReport report(Status status) {
    var image =
        new VerifiedImage(
            REPOSITORY.pinned(DIGEST),
            MediaType.OCI_MANIFEST,
            17,
            Map.of(Platform.parse("linux/amd64"), DIGEST),
            Optional.of(ID),
            List.of(),
            Map.of());
    return new PushReport(
        List.of(
            new ImageOutcome(
                "team/app",
                Goal.named("eu-west-3"),
                status,
                status == Status.PUSHED,
                Optional.of(new Place(REPOSITORY, "eu-west-3", "123456789012")),
                List.of(new Tag("1.0"), new Tag("latest")),
                ImageMetadata.NONE,
                Optional.of(image),
                Optional.of(ID),
                Optional.empty())));
  }
}
