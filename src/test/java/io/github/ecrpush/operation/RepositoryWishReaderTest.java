package io.github.ecrpush.operation;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ecrpush.ecr.RepositorySettings;
import io.github.ecrpush.ecr.RepositoryWish;
import io.github.ecrpush.ecr.RepositoryWish.Creation;
import io.github.ecrpush.ecr.RepositoryWish.OnDrift;
import io.github.ecrpush.ecr.TagMutability;
import io.github.ecrpush.ecr.settings.AccessPolicy;
import io.github.ecrpush.ecr.settings.Encryption;
import io.github.ecrpush.ecr.settings.LifecyclePreset;
import io.github.ecrpush.ecr.settings.PullFrom;
import io.github.ecrpush.ecr.settings.RepositoryTags;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RepositoryWishReaderTest {

  private static final String POLICY =
      "{\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"ecr:PutImage\"}}";

  @TempDir private Path folder;

  @Test
  void wishes_nothing_when_nothing_is_given() {
    assertThat(read(Map.of())).isEqualTo(RepositoryWish.NONE);
  }

  @Test
  void reads_every_setting() {
    var wish =
        read(
            Map.of(
                Input.CREATE_REPOSITORY, "if-missing",
                Input.TAG_MUTABILITY, "immutable except latest",
                Input.SCAN_ON_PUSH, "false",
                Input.ENCRYPTION, "kms",
                Input.KMS_KEY, "alias/images",
                Input.PULL_FROM, "lambda",
                Input.LIFECYCLE_POLICY, "untagged=14d; keep=10",
                Input.REPOSITORY_TAGS, "team=images\ncost=a b"));

    assertThat(wish)
        .isEqualTo(
            new RepositoryWish(
                Creation.IF_MISSING,
                OnDrift.WARN,
                new RepositorySettings(
                    Optional.of(new TagMutability(false, List.of("latest"))),
                    Optional.of(false),
                    Optional.of(new Encryption(Encryption.Type.KMS, Optional.of("alias/images"))),
                    Optional.of(PullFrom.parse(List.of("lambda"))),
                    Optional.of(LifecyclePreset.parse("untagged=14d; keep=10")),
                    new RepositoryTags(Map.of("team", "images", "cost", "a b")))));
  }

  @Test
  void takes_a_key_alone_for_kms() {
    assertThat(read(Map.of(Input.KMS_KEY, "1-2")).settings().encryption())
        .contains(new Encryption(Encryption.Type.KMS, Optional.of("1-2")));
  }

  @Test
  void reads_policies_from_files() throws IOException {
    Files.writeString(folder.resolve("policy.json"), POLICY);
    var lifecycle = LifecyclePreset.parse("keep=3");
    Files.writeString(folder.resolve("a=b.json"), lifecycle.text());

    var wish =
        read(Map.of(Input.REPOSITORY_POLICY, "policy.json", Input.LIFECYCLE_POLICY, "a=b.json"));

    assertThat(wish.settings().policy()).contains(AccessPolicy.parse(POLICY));
    assertThat(wish.settings().lifecycle()).contains(lifecycle);
  }

  @ParameterizedTest
  @CsvSource({
    "never, '', WARN",
    "if-missing, '', WARN",
    "sync, '', FIX",
    "sync, warn, WARN",
    "never, fix, FIX",
    "if-missing, fail, FAIL"
  })
  void fixes_what_differs_with_sync_unless_told_otherwise(
      String creation, String onDrift, OnDrift expected) {
    var wish = read(Map.of(Input.CREATE_REPOSITORY, creation, Input.ON_DRIFT, onDrift));

    assertThat(wish.onDrift()).isEqualTo(expected);
  }

  @Test
  void explains_what_cannot_be_read() {
    assertGolden(failure(Map.of(Input.REPOSITORY_POLICY, "missing.json")));
    assertGolden(failure(Map.of(Input.REPOSITORY_POLICY, "x.json", Input.PULL_FROM, "lambda")));
    assertGolden(failure(Map.of(Input.REGISTRY, "ghcr.io", Input.SCAN_ON_PUSH, "true")));
    assertGolden(failure(Map.of(Input.LIFECYCLE_POLICY, "kep=30")), "lifecycle-policy");
  }

  @ParameterizedTest
  @EnumSource(names = {"REPOSITORY_POLICY", "LIFECYCLE_POLICY"})
  @Timeout(10)
  void refuses_files_that_have_no_end_or_are_large(Input input) throws IOException {
    Files.write(folder.resolve("large.json"), new byte[(1 << 20) + 1]);

    assertThat(failure(Map.of(input, "/dev/zero")).explanation().why())
        .isEqualTo("It is no regular file, but a device, a pipe or a socket.");
    assertThat(failure(Map.of(input, "large.json")).explanation().why())
        .isEqualTo("It is larger than 1 MiB.");
  }

  @ParameterizedTest
  @CsvSource({
    "TAG_MUTABILITY, frozen",
    "SCAN_ON_PUSH, maybe",
    "ENCRYPTION, AES",
    "PULL_FROM, everybody",
    "LIFECYCLE_POLICY, keep=0",
    "LIFECYCLE_POLICY, missing.json",
    "REPOSITORY_TAGS, aws:x=1",
    "REPOSITORY_TAGS, team",
    "REPOSITORY_TAGS, 'a=1\na=2'",
    "ON_DRIFT, mend",
    "CREATE_REPOSITORY, always"
  })
  void refuses_bad_values_as_the_users_own(Input input, String value) {
    assertThat(failure(Map.of(input, value)))
        .isInstanceOfSatisfying(
            Failure.Misconfigured.class,
            failure -> assertThat(failure.input()).isEqualTo(input.key()));
  }

  private Failure failure(Map<Input, String> given) {
    return catchThrowableOfType(FailureException.class, () -> read(given)).failure();
  }

  private RepositoryWish read(Map<Input, String> given) {
    return new RepositoryWishReader(Inputs.of(given, Map.of()), folder).read();
  }
}
