package io.github.ecrpush.operation;

import io.github.ecrpush.aws.AwsAccount;
import io.github.ecrpush.aws.AwsRegion;
import io.github.ecrpush.aws.IdentityRequest;
import io.github.ecrpush.image.RepositoryPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Targets that are one and the same in different words: a repository that is called as the image
/// is anyway, or an account that is ours anyway.
final class SameTargets {

  private final PushRequest.Image image;

  SameTargets(PushRequest.Image image) {
    this.image = image;
  }

  /// Whose account it is where the target does not say, if that is known.
  @FunctionalInterface
  interface Accounts {
    Optional<AwsAccount> of(Target.Ecr target) throws InterruptedException;
  }

  /// Where an image goes, but for the account.
  private record Way(AwsRegion region, IdentityRequest who, Optional<RepositoryPath> repository) {}

  private record End(Way way, Optional<AwsAccount> account) {}

  /// Each target once, under its first name, as far as the inputs tell.
  List<Target> once(List<Target> targets) {
    try {
      return once(targets, _ -> Optional.empty());
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody was asked", e);
    }
  }

  /// Each target once, under its first name.
  ///
  /// @param accounts is asked only where it matters
  List<Target> once(List<Target> targets, Accounts accounts) throws InterruptedException {
    var seen = new HashSet<End>();
    var once = new ArrayList<Target>();
    for (var target : targets) {
      if (!(target instanceof Target.Ecr ecr) || seen.add(end(ecr, targets, accounts))) {
        once.add(target);
      }
    }
    return once;
  }

  private End end(Target.Ecr target, List<Target> targets, Accounts accounts)
      throws InterruptedException {
    var way = way(target);
    var account = account(target);
    boolean matters =
        account.isEmpty()
            && targets.stream()
                .anyMatch(other ->
                    other instanceof Target.Ecr ecr && !ecr.equals(target) && way(ecr).equals(way));
    return new End(way, matters ? accounts.of(target) : account);
  }

  /// Whether it is a role's account that counts shows when somebody else may come first.
  private static Optional<AwsAccount> account(Target.Ecr target) {
    return target.who().roles().existingFirst() ? target.account() : NeededGrants.account(target);
  }

  private Way way(Target.Ecr target) {
    return new Way(target.region(), target.who(), target.repositoryOf(image));
  }
}
