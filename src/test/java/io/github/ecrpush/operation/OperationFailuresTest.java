package io.github.ecrpush.operation;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.image.Repository;
import io.github.ecrpush.image.Tag;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationFailuresTest {

  private static final Repository REPOSITORY =
      Repository.parse("123456789012.dkr.ecr.eu-west-3.amazonaws.com/app");

  @Test
  void says_that_a_session_has_one_policy() {
    assertGolden(OperationFailures.twoSessionPolicies());
  }

  @Test
  void says_that_one_platform_is_built() {
    assertGolden(OperationFailures.onePlatform(List.of("linux/amd64", "linux/arm64")));
  }

  @Test
  void says_which_variable_of_a_secret_is_missing() {
    assertGolden(OperationFailures.secretVariableMissing("NPM_TOKEN"));
    assertGolden(OperationFailures.secretShown("label", "token"));
  }

  @Test
  void says_which_file_of_a_secret_is_missing() {
    assertGolden(
        OperationFailures.secretFileMissing(
            "npm", Path.of("/home/me/.npmrc"), "There is no file of that name."));
  }

  @Test
  void says_how_to_log_in_to_a_named_registry() {
    assertGolden(OperationFailures.loginMissing(new RegistryHost("ghcr.io")));
  }

  @Test
  void passes_on_what_a_named_registry_said() {
    assertGolden(
        OperationFailures.pushRefused(
            REPOSITORY.tagged(new Tag("1.0")),
            "denied: requested access to the resource is denied"));
  }

  @Test
  void says_that_something_else_came_back() {
    assertGolden(
        OperationFailures.pushedImageDiffers(
            REPOSITORY.pinned(Digest.of(new byte[] {1})), Digest.of(new byte[] {2})));
  }

  @Test
  void says_that_a_tag_is_kept_where_it_is() {
    assertGolden(
        OperationFailures.tagKept(
            REPOSITORY.tagged(new Tag("v1.2.3")),
            Digest.of(new byte[] {1}),
            Digest.of(new byte[] {2}),
            PushRequest.TakenTag.FAIL));
  }

  @Test
  void says_that_a_target_has_the_image_in_other_bytes() {
    assertGolden(
        OperationFailures.targetDiffers(
            REPOSITORY.pinned(Digest.of(new byte[] {1})),
            Repository.parse("123456789012.dkr.ecr.us-east-1.amazonaws.com/app")
                .pinned(Digest.of(new byte[] {2}))));
  }

  @Test
  void says_that_the_run_was_stopped() {
    assertGolden(OperationFailures.cancelled());
  }

  @Test
  void says_that_the_run_took_too_long() {
    assertGolden(OperationFailures.timedOut(Duration.ofMinutes(15)));
  }
}
