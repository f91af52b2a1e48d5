package io.github.ecrpush.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsCaller;
import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.ecr.Permission;
import io.github.ecrpush.ecr.Permission.Answer;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.image.Repository;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.metadata.ImageMetadata;
import io.github.ecrpush.operation.Goal;
import io.github.ecrpush.operation.ImageOutcome;
import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.operation.Place;
import io.github.ecrpush.operation.Push;
import io.github.ecrpush.operation.PushReport;
import io.github.ecrpush.operation.TargetCheck;
import io.github.ecrpush.operation.TargetCheck.TagState;
import io.github.ecrpush.operation.VerifiedImage;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.PhaseEnded;
import io.github.ecrpush.progress.ProgressEvent.PhaseStarted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ActionDoorTest {

  private static final String ACCOUNT = "123456789012";
  private static final Repository REPOSITORY =
      Repository.parse(ACCOUNT + ".dkr.ecr.eu-west-3.amazonaws.com/team/app");
  private static final Digest DIGEST = Digest.of(new byte[] {1});
  private static final VerifiedImage IMAGE =
      new VerifiedImage(
          REPOSITORY.pinned(DIGEST),
          new MediaType("application/vnd.oci.image.manifest.v1+json"),
          500,
          Map.of(Platform.parse("linux/amd64"), DIGEST),
          Optional.of(DIGEST),
          List.of(),
          Map.of());
  private static final PushReport PUSHED = report(Status.PUSHED, Optional.empty());

  @TempDir private Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void set_the_runners_files_up() throws IOException {
    for (var variable : List.of("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")) {
      environment.put(variable, Files.createFile(folder.resolve(variable)).toString());
    }
    environment.put("INPUT_REPOSITORY", "team/app");
  }

  @Test
  void hands_on_outputs_and_a_summary() throws IOException {
    environment.put("GITHUB_ACTION", "api");

    int code =
        run((_, listener, _) -> {
          listener.on(new PhaseStarted("build"));
          listener.on(new PhaseEnded("build", Duration.ofMillis(2_340)));
          return PUSHED;
        });

    assertThat(code).isZero();
    assertThat(read("GITHUB_OUTPUT"))
        .contains("digest=" + DIGEST + "\n", "pushed=true\n")
        .containsPattern("tags<<(\\w+)\n" + REPOSITORY + ":1.0\n" + REPOSITORY + ":latest\n\\1\n");
    assertThat(read("GITHUB_STEP_SUMMARY"))
        .contains("### ✅ Pushed `team/app`", "`" + REPOSITORY + "@" + DIGEST + "`")
        .contains("| tags | `1.0`, `latest` |", "| platforms | `linux/amd64` |")
        .contains("${{ steps.api.outputs.image-uri }}");
    assertThat(log()).contains("✓ pushed " + REPOSITORY + "@" + DIGEST + " (1.0, latest)");
  }

  @Test
  void names_the_images_that_a_failure_is_about_where_there_are_several() throws IOException {
    var words = new Explanation("id", "It broke.", "Because.", "Mend it.");
    var failed = report(Status.FAILED, Optional.of(new Failure.AccessDenied(words, "AWS")));
    var other =
        new PushReport(List.of(failed.outcomes().getFirst(), named("web", failed.outcomes())));

    assertThat(run((_, _, _) -> other)).isEqualTo(3);
    assertThat(log())
        .contains("\nteam/app, web:\n✗ It broke.\n", "::error title=team/app%2C web%3A It broke.");
    assertThat(read("GITHUB_STEP_SUMMARY"))
        .contains("\n`team/app`, `web`:\n\n```text\n✗ It broke.");
  }

  @Test
  void says_of_an_image_that_failed_which_tags_it_has_all_the_same() {
    var words = new Explanation("id", "It broke.", "Because.", "Mend it.");
    var failure = Optional.<Failure>of(new Failure.AccessDenied(words, "AWS"));
    var image = REPOSITORY + "@" + DIGEST;

    run((_, _, _) -> report(Status.FAILED, List.of("1.0"), Optional.of(IMAGE), failure));
    assertThat(log()).contains("✗ failed, but there: " + image + " (1.0)").doesNotContain("✓");

    run((_, _, _) -> report(Status.CANCELLED, List.of("1.0"), Optional.of(IMAGE), failure));
    assertThat(log()).contains("✗ stopped, but there: " + image + " (1.0)").doesNotContain("✓");

    run((_, _, _) -> report(Status.FAILED, List.of(), Optional.of(IMAGE), failure));
    assertThat(log()).doesNotContain(image);
  }

  @Test
  void says_of_an_image_that_is_there_that_nothing_was_pushed() {
    run((_, _, _) -> report(Status.PRESENT, List.of("1.0"), Optional.of(IMAGE), Optional.empty()));

    assertThat(log())
        .contains("✓ there already, nothing to push: " + REPOSITORY + "@" + DIGEST + " (1.0)");
  }

  @Test
  void says_of_an_image_without_tags_that_it_was_pushed() {
    run((_, _, _) -> report(Status.PUSHED, List.of(), Optional.of(IMAGE), Optional.empty()));

    assertThat(log()).contains("✓ pushed " + REPOSITORY + "@" + DIGEST + "\n");
  }

  @Test
  void shows_a_failure_to_its_fix_everywhere() throws IOException {
    var words = new Explanation("id", "It broke.", "Because of ```.", "::error::Mend it.");
    var failed = report(Status.FAILED, Optional.of(new Failure.AccessDenied(words, "AWS")));

    assertThat(run((_, _, _) -> failed)).isEqualTo(3);
    assertThat(RunnerModel.reading(log()).obeyed())
        .containsExactly("error Because of ```.%0A%0AFix: ::error::Mend it.%0A(id)");
    assertThat(log()).contains("✗ It broke.", "title=It broke.");
    assertThat(read("GITHUB_STEP_SUMMARY"))
        .contains("### ❌ Failed: `team/app`", "\n````text\n✗ It broke.", "\n````\n");
    assertThat(read("GITHUB_OUTPUT")).contains("\"what\":\"It broke.\"");
  }

  @Test
  void shows_on_the_page_what_a_check_found() throws IOException {
    var outcomes = report(Status.SKIPPED, Optional.empty()).outcomes();
    var arn = "arn:aws:ecr:eu-west-3:123456789012:repository/team/app";
    var check =
        new TargetCheck(
            "team/app",
            Goal.named("eu-west-3"),
            Optional.of(
                new AwsCaller(
                    new AwsAccount(ACCOUNT),
                    "arn:aws:sts::123456789012:assumed-role/push/run",
                    "role `push`, by GitHub's token",
                    Optional.empty(),
                    Optional.of(Instant.parse("2036-01-01T00:00:00Z")))),
            outcomes.getFirst().place(),
            List.of(new TagState(new Tag("1.0"), Optional.of(DIGEST), true)),
            List.of(
                new Permission("ecr:BatchGetImage", arn, new Answer.Allowed()),
                new Permission("ecr:PutImage", arn, new Answer.Denied("because a|b", false)),
                new Permission("ecr:CreateRepository", arn, new Answer.Unknown("it makes"))),
            Optional.empty());

    assertThat(run((_, _, _) -> new PushReport(outcomes, List.of(check)))).isZero();

    assertThat(read("GITHUB_STEP_SUMMARY"))
        .isEqualTo(
            """
            ### ☑️ Not pushed: `team/app`

            |  |  |
            | :-- | :-- |
            | target | `eu-west-3` |
            | identity | `arn:aws:sts::123456789012:assumed-role/push/run` |
            | by | `role 'push', by GitHub's token` |
            | account | `123456789012` |
            | until | `2036-01-01T00:00:00Z` |
            | repository | `%s` |
            | tag | `1.0 names %s and may move` |

            | action | resource | allowed |
            | :-- | :-- | :-- |
            | `ecr:BatchGetImage` | `%s` | ✅ yes |
            | `ecr:PutImage` | `%s` | ❌ no: <code>because a&#124;b</code> |
            | `ecr:CreateRepository` | `%s` | ❔ not known: `it makes` |

            """
                .formatted(REPOSITORY, DIGEST, arn, arn, arn));
  }

  @Test
  void refuses_an_input_that_it_does_not_have_before_anything_is_done() throws IOException {
    environment.put("INPUT_ROLE-TO-ASUME", "x");

    assertThat(
            run((_, _, _) -> {
              throw new AssertionError("it ran");
            }))
        .isEqualTo(2);
    assertThat(log()).contains("did you mean `role-to-assume`?");
    assertThat(read("GITHUB_OUTPUT")).contains("\"id\":\"input-unknown\"");
  }

  @Test
  void says_what_becomes_of_inputs_of_the_actions_that_people_come_from() {
    environment.put("INPUT_ROLE-CHAINING", "true");
    environment.put("INPUT_AWS-PROFILE", "ci");

    assertThat(run((_, _, _) -> PUSHED)).isEqualTo(2);
    assertThat(log())
        .contains("input-of-another-action", "`role-chaining`: ", "`aws-profile`: ")
        .contains("the next one in `role-chain`.");
  }

  @Test
  void names_some_of_ten_thousand_inputs_that_it_does_not_have() {
    for (int i = 0; i < 10_000; i++) {
      environment.put("INPUT_X" + i, "");
    }

    assertThat(run((_, _, _) -> PUSHED)).isEqualTo(2);
    assertThat(log()).contains("and 9995 more").hasSizeLessThan(3_000);
  }

  @Test
  void takes_the_verb_and_what_the_runner_adds_of_its_own() {
    environment.put("INPUT_COMMAND", " push ");
    environment.put("INPUT_ARGS", "");
    environment.put("INPUT_ENTRYPOINT", "");
    assertThat(run((_, _, _) -> PUSHED)).isZero();

    environment.put("INPUT_COMMAND", "sandbox");
    assertThat(run((_, _, _) -> PUSHED)).isEqualTo(2);
    assertThat(log()).contains("`command` was given as `sandbox`");
  }

  @Test
  void does_nothing_when_outputs_could_not_be_handed_on() {
    environment.remove("GITHUB_OUTPUT");

    assertThat(
            run((_, _, _) -> {
              throw new AssertionError("it ran");
            }))
        .isEqualTo(2);
    assertThat(log()).contains("runner-file-missing");
  }

  @Test
  void writes_no_summary_that_is_not_wished() throws IOException {
    environment.put("INPUT_SUMMARY", "false");

    assertThat(run((_, _, _) -> PUSHED)).isZero();
    assertThat(read("GITHUB_STEP_SUMMARY")).isEmpty();
  }

  @Test
  void goes_well_without_a_summary_and_says_so() {
    environment.put("GITHUB_STEP_SUMMARY", folder.toString());

    assertThat(run((_, _, _) -> PUSHED)).isZero();
    assertThat(log()).contains("::warning::There is no job summary.");
  }

  @Test
  void warns_when_a_masked_account_keeps_outputs_from_other_jobs() throws IOException {
    int code =
        run((_, _, redactor) -> {
          redactor.hide(ACCOUNT);
          return PUSHED;
        });

    assertThat(code).isZero();
    assertThat(log())
        .startsWith("::add-mask::" + ACCOUNT + "\n")
        .contains("::warning::", "`image-uri`", "Hand on `digest` and `repository`,");
    assertThat(log().substring(log().indexOf('\n'))).doesNotContain(ACCOUNT);
    assertThat(read("GITHUB_STEP_SUMMARY")).doesNotContain(ACCOUNT);
    assertThat(read("GITHUB_OUTPUT")).contains("image-uri=" + ACCOUNT);
  }

  @Test
  void says_nothing_of_masks_when_no_output_holds_one() {
    run((_, _, redactor) -> {
      redactor.hide(new Secret("correct horse"));
      return PUSHED;
    });

    assertThat(log()).doesNotContain("::warning::");
  }

  @Test
  void ends_well_with_a_notice_when_it_may_not_push() {
    int code =
        run((_, listener, _) -> {
          listener.on(new Notice("no identity"));
          return report(Status.SKIPPED, Optional.empty());
        });

    assertThat(code).isZero();
    assertThat(RunnerModel.reading(log()).obeyed()).containsExactly("notice no identity");
  }

  @Test
  void reports_a_mistake_of_its_own_with_its_trace() throws IOException {
    int code =
        run((_, _, _) -> {
          throw new IllegalStateException("never");
        });

    assertThat(code).isEqualTo(70);
    assertThat(log()).contains("IllegalStateException: never", "::error title=");
    assertThat(read("GITHUB_OUTPUT")).contains("\"id\":\"bug\"");
  }

  @Test
  void says_what_it_was_given_when_somebody_looks_for_a_mistake() {
    environment.put("INPUT_SECRETS", "a=hunter2");
    environment.put("INPUT_TARGET", "hunter2");
    environment.put("INPUT_BUILD-ARGS", "VERSION=1\nNPM_TOKEN=planted-npm");
    Push push =
        (_, _, redactor) -> {
          redactor.hide(new Secret("hunter2"));
          return PUSHED;
        };
    run(push);
    assertThat(log()).doesNotContain("::debug::");

    environment.put("RUNNER_DEBUG", "1");
    run(push);
    assertThat(log())
        .contains("::debug::repository: team/app", "::debug::secrets: 5 characters")
        .contains("::debug::target: ***")
        .contains("VERSION=1", "NPM_TOKEN=***")
        .doesNotContain("planted-npm");
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void stops_when_the_runner_has_taken_its_files_away() {
    var interrupted = new AtomicBoolean();
    run((_, _, _) -> {
      try {
        Files.delete(folder.resolve("GITHUB_OUTPUT"));
        Thread.sleep(Duration.ofHours(1));
      } catch (InterruptedException _) {
        interrupted.set(true);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return PUSHED;
    });

    assertThat(interrupted).isTrue();
  }

  /// The same outcome of another image.
  private static ImageOutcome named(String name, List<ImageOutcome> outcomes) {
    var one = outcomes.getFirst();
    return new ImageOutcome(
        name,
        one.goal(),
        one.status(),
        one.pushed(),
        one.place(),
        one.tags(),
        one.metadata(),
        one.image(),
        one.builtId(),
        one.failure());
  }

  private int run(Push push) {
    printed.reset();
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new ActionDoor(out, Map.copyOf(environment), push).run();
  }

  private String log() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private String read(String variable) throws IOException {
    return Files.readString(folder.resolve(variable));
  }

  private static PushReport report(Status status, Optional<Failure> failure) {
    var image = status == Status.PUSHED ? Optional.of(IMAGE) : Optional.<VerifiedImage>empty();
    return report(status, List.of("1.0", "latest"), image, failure);
  }

  private static PushReport report(
      Status status, List<String> tags, Optional<VerifiedImage> image, Optional<Failure> failure) {
    return new PushReport(
        List.of(
            new ImageOutcome(
                "team/app",
                Goal.named("eu-west-3"),
                status,
                status == Status.PUSHED,
                Optional.of(new Place(REPOSITORY, "eu-west-3", ACCOUNT)),
                tags.stream().map(Tag::new).toList(),
                ImageMetadata.NONE,
                image,
                Optional.of(DIGEST),
                failure)));
  }
}
