package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.ecr.RepositorySettings;
import io.github.ecrpush.ecr.RepositoryWish;
import io.github.ecrpush.ecr.RepositoryWish.Creation;
import io.github.ecrpush.ecr.RepositoryWish.OnDrift;
import io.github.ecrpush.ecr.TagMutability;
import io.github.ecrpush.ecr.settings.AccessPolicy;
import io.github.ecrpush.ecr.settings.Encryption;
import io.github.ecrpush.ecr.settings.LifecyclePolicy;
import io.github.ecrpush.ecr.settings.LifecyclePreset;
import io.github.ecrpush.ecr.settings.PullFrom;
import io.github.ecrpush.ecr.settings.RepositoryTags;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads the inputs that say how the repository is to be. All of it is checked here, before AWS is
/// asked anything.
public final class RepositoryWishReader {

  private static final AwsAccount ANY_ACCOUNT = new AwsAccount("000000000000");

  private final Inputs inputs;
  private final Path directory;

  /// @param directory where paths of files begin
  public RepositoryWishReader(Inputs inputs, Path directory) {
    this.inputs = inputs;
    this.directory = directory;
  }

  /// The wish for these targets: how long the policy of `pull-from` is depends on where it is for.
  RepositoryWish readFor(List<Target> targets) {
    var wish = read();
    if (wish.settings().policy().orElse(null) instanceof PullFrom pullers) {
      for (var target : targets) {
        if (target instanceof Target.Ecr ecr) {
          var account = NeededGrants.account(ecr).orElse(ANY_ACCOUNT);
          var _ = checked(Input.PULL_FROM, () -> pullers.documentWithin(account, ecr.region()));
        }
      }
    }
    return wish;
  }

  RepositoryWish read() {
    var creation = creation();
    var wish = new RepositoryWish(creation, onDrift(creation), settings());
    if (inputs.wish(Input.REGISTRY).isPresent() && !wish.equals(RepositoryWish.NONE)) {
      throw new FailureException(RepositoryWishFailures.onlyInEcr());
    }
    return wish;
  }

  private Creation creation() {
    return switch (inputs.choice(Input.CREATE_REPOSITORY)) {
      case "if-missing" -> Creation.IF_MISSING;
      case "sync" -> Creation.SYNC;
      default -> Creation.NEVER;
    };
  }

  private OnDrift onDrift(Creation creation) {
    if (inputs.wish(Input.ON_DRIFT).isEmpty()) {
      return creation == Creation.SYNC ? OnDrift.FIX : OnDrift.WARN;
    }
    return switch (inputs.choice(Input.ON_DRIFT)) {
      case "fix" -> OnDrift.FIX;
      case "fail" -> OnDrift.FAIL;
      default -> OnDrift.WARN;
    };
  }

  private RepositorySettings settings() {
    return new RepositorySettings(
        inputs
            .wish(Input.TAG_MUTABILITY)
            .map(text -> PushRequestReader.read(Input.TAG_MUTABILITY, text, TagMutability::parse)),
        inputs.wish(Input.SCAN_ON_PUSH).map(_ -> inputs.isOn(Input.SCAN_ON_PUSH)),
        encryption(),
        policy(),
        inputs.wish(Input.LIFECYCLE_POLICY).map(this::lifecycle),
        checked(
            Input.REPOSITORY_TAGS,
            () -> new RepositoryTags(inputs.distinctPairs(Input.REPOSITORY_TAGS))));
  }

  /// A key alone says that KMS is meant.
  private Optional<Encryption> encryption() {
    var key = inputs.wish(Input.KMS_KEY);
    var type =
        inputs
            .wish(Input.ENCRYPTION)
            .map(_ -> Encryption.Type.valueOf(inputs.choice(Input.ENCRYPTION)))
            .or(() -> key.map(_ -> Encryption.Type.KMS));
    return type.map(known -> checked(Input.KMS_KEY, () -> new Encryption(known, key)));
  }

  private Optional<AccessPolicy> policy() {
    var pullers = inputs.words(Input.PULL_FROM);
    var file = inputs.wish(Input.REPOSITORY_POLICY);
    if (file.isPresent() && !pullers.isEmpty()) {
      throw new FailureException(RepositoryWishFailures.twoPolicies());
    }
    if (file.isPresent()) {
      return file.map(name ->
          checked(
              Input.REPOSITORY_POLICY,
              () -> AccessPolicy.parse(InputFile.text(directory, Input.REPOSITORY_POLICY, name))));
    }
    return pullers.isEmpty()
        ? Optional.empty()
        : Optional.of(checked(Input.PULL_FROM, () -> PullFrom.parse(pullers)));
  }

  /// Rules in a line, or a file. What looks like neither is told as the one that it is more like.
  private LifecyclePolicy lifecycle(String text) {
    return checked(
        Input.LIFECYCLE_POLICY,
        () ->
            LifecyclePreset.isMeant(text) || (text.contains("=") && !isFile(text))
                ? LifecyclePreset.parse(text)
                : LifecyclePolicy.parse(InputFile.text(directory, Input.LIFECYCLE_POLICY, text)));
  }

  private boolean isFile(String name) {
    try {
      return Files.isRegularFile(directory.resolve(name));
    } catch (InvalidPathException _) {
      return false;
    }
  }

  /// What checks itself says which rule is broken.
  private <T> T checked(Input input, Supplier<T> reading) {
    return PushRequestReader.read(input, inputs.text(input), _ -> reading.get());
  }
}
