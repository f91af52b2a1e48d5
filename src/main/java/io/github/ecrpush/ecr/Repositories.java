package io.github.ecrpush.ecr;

import io.github.ecrpush.ecr.RepositoryWish.OnDrift;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.RawManifest;
import io.github.ecrpush.image.RegistryHost;
import io.github.ecrpush.image.Repository;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.progress.ProgressEvent.Fact;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import io.github.ecrpush.progress.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds repositories, and makes them as they are wished: creates one that is missing, and tells or
/// changes settings that differ.
public final class Repositories {

  private final EcrRegistry registry;
  private final RepositoryWish wish;
  private final boolean dryRun;
  private final ProgressListener listener;

  /// @param dryRun whether to say what would be changed, and change nothing
  public Repositories(
      EcrRegistry registry, RepositoryWish wish, boolean dryRun, ProgressListener listener) {
    this.registry = registry;
    this.wish = wish;
    this.dryRun = dryRun;
    this.listener = listener;
  }

  /// Looks at a repository, and says what is left to do before it is as wished. Nothing is changed.
  ///
  /// @param tags what the run pushes; no lifecycle policy is set that would remove that
  /// @throws FailureException if it is not there and not to be created, or may not be as it is
  public RepositoryPlan find(RepositoryPath path, List<Tag> tags) throws InterruptedException {
    if (wish.equals(RepositoryWish.NONE)) {
      return RepositoryPlan.done(path, tags, registry.repository(path));
    }
    var call = new RepositoryCall(registry, path);
    var found = new RepositoryQuestions(call).find(wish.settings());
    return found.isPresent() ? compared(call, found.get(), tags) : absent(call, tags);
  }

  /// Refuses a plan that would remove the image that is pushed. Nothing is changed.
  public void spare(PushedImage image, RepositoryPlan plan) throws InterruptedException {
    if (plan.preview().isEmpty()) {
      return;
    }
    var preview = plan.preview().get();
    var removed = preview.removed(new RepositoryCall(registry, plan.path()), image, plan.tags());
    if (removed.isPresent()) {
      throw new FailureException(
          RepositoryFailures.previewExpiresPush(
              plan.path(), preview.expiring().size(), removed.get()));
    }
  }

  /// Does what is left to do.
  ///
  /// @param image what is pushed then
  /// @return the plan with the repository as it is now, and nothing left to do
  /// @throws FailureException if it cannot be made as wished; it says what was made
  public RepositoryPlan make(RepositoryPlan plan, PushedImage image) throws InterruptedException {
    var call = new RepositoryCall(registry, plan.path());
    if (plan.missing()) {
      return created(call, plan.tags(), image);
    }
    new SettingChanges(call, wish.settings(), listener).make("", plan.changes());
    return RepositoryPlan.done(plan.path(), plan.tags(), plan.state());
  }

  /// What each of the tags points to now. A repository that may be created has none of them.
  public Map<Tag, RawManifest> images(RepositoryPath path, List<Tag> tags)
      throws InterruptedException {
    try {
      return registry.images(path, tags);
    } catch (FailureException e) {
      boolean missing = e.failure().explanation().id().equals(EcrFailures.REPOSITORY_MISSING);
      if (missing && wish.creation().creates()) {
        return Map.of();
      }
      throw e;
    }
  }

  private RepositoryPlan absent(RepositoryCall call, List<Tag> tags) throws InterruptedException {
    if (!wish.creation().creates()) {
      throw registry.missing(call.path());
    }
    refuseToSweep(call.path(), tags);
    var foreseen = foreseen(call);
    listener.on(
        new Notice(
            dryRun
                ? RepositoryFailures.wouldCreate(
                    foreseen, Drift.ofNothing(foreseen, wish.settings()))
                : "The repository `%s` is not there yet in %s, and is created when the image is built."
                    .formatted(call.path(), registry.region())));
    return new RepositoryPlan(call.path(), tags, foreseen, true, List.of(), Optional.empty());
  }

  private RepositoryPlan created(RepositoryCall call, List<Tag> tags, PushedImage image)
      throws InterruptedException {
    var made = new RepositoryChanges(call).create(wish.settings());
    if (made.isEmpty()) { // another run was faster: then it is as if it had been there
      var found = new RepositoryQuestions(call).find(wish.settings());
      var plan = compared(call, found.orElseThrow(() -> gone(call)), tags);
      spare(image, plan);
      return make(plan, image);
    }
    listener.on(
        new Fact("Created the repository `%s` in %s.".formatted(call.path(), registry.region())));
    var rest = new ArrayList<Setting>();
    wish.settings().policy().ifPresent(_ -> rest.add(Setting.REPOSITORY_POLICY));
    wish.settings().lifecycle().ifPresent(_ -> rest.add(Setting.LIFECYCLE_POLICY));
    new SettingChanges(call, wish.settings(), listener).make("repository", rest);
    return RepositoryPlan.done(call.path(), tags, made.get());
  }

  private FailureException gone(RepositoryCall call) {
    return new FailureException(RepositoryFailures.vanished(call.path(), registry.region()));
  }

  /// A repository without any image is still being made, by a run beside this one or by one that
  /// failed: there, what it has none of is not drift, but left to do. Whoever makes it pushes last,
  /// so where images are by now, its settings are, too.
  private RepositoryPlan compared(RepositoryCall call, FoundRepository found, List<Tag> tags)
      throws InterruptedException {
    var drifts = Drift.between(found, wish.settings());
    var absent = drifts.stream().filter(Drift::absent).toList();
    if (wish.onDrift() == OnDrift.FIX || !wish.creation().creates() || absent.isEmpty()) {
      return planned(call, found, drifts, fixable(drifts), tags);
    }
    if (isEmpty(call, absent)) {
      return planned(call, found, drifts, absent, tags);
    }
    var now = new RepositoryQuestions(call).find(wish.settings()).orElse(found);
    return planned(call, now, Drift.between(now, wish.settings()), List.of(), tags);
  }

  private List<Drift> fixable(List<Drift> drifts) {
    return wish.onDrift() == OnDrift.FIX
        ? drifts.stream().filter(drift -> drift.setting().canChange()).toList()
        : List.of();
  }

  private RepositoryPlan planned(
      RepositoryCall call,
      FoundRepository found,
      List<Drift> drifts,
      List<Drift> mended,
      List<Tag> tags)
      throws InterruptedException {
    var left = new ArrayList<>(drifts);
    left.removeAll(mended);
    if (wish.onDrift() == OnDrift.FAIL && !left.isEmpty()) {
      throw new FailureException(RepositoryFailures.drifted(call.path(), registry.region(), left));
    }
    var preview = Optional.<LifecyclePreview>empty();
    if (mended.stream().anyMatch(drift -> drift.setting() == Setting.LIFECYCLE_POLICY)) {
      refuseToSweep(call.path(), tags);
      preview = foresee(call);
    }
    if (!left.isEmpty()) {
      listener.on(new Warning(RepositoryFailures.differs(call.path(), registry.region(), left)));
    }
    if (dryRun && !mended.isEmpty()) {
      listener.on(
          new Notice(RepositoryFailures.wouldChange(call.path(), registry.region(), mended)));
    }
    boolean moved = mended.stream().anyMatch(drift -> drift.setting() == Setting.TAG_MUTABILITY);
    return new RepositoryPlan(
        call.path(),
        tags,
        moved ? found.state().with(wish.settings().mutability().orElseThrow()) : found.state(),
        false,
        mended.stream().map(Drift::setting).toList(),
        preview);
  }

  private boolean isEmpty(RepositoryCall call, List<Drift> absent) throws InterruptedException {
    try {
      return new RepositoryQuestions(call).isEmpty();
    } catch (FailureException e) {
      if (e.failure() instanceof Failure.AccessDenied) {
        listener.on(
            new Warning(
                RepositoryFailures.mayBeUnfinished(
                    call.path(), registry.region(), absent, e.failure())));
        return false;
      }
      throw e;
    }
  }

  /// Has ECR say what the lifecycle policy would do, where there are images to do it to.
  private Optional<LifecyclePreview> foresee(RepositoryCall call) throws InterruptedException {
    if (dryRun || wish.onDrift() != OnDrift.FIX) {
      return Optional.empty();
    }
    var preview = LifecyclePreview.of(call, wish.settings().lifecycle().orElseThrow());
    listener.on(
        new Fact(
            "The lifecycle policy would expire %s of `%s`."
                .formatted(RepositoryFailures.images(preview.expiring().size()), call.path())));
    return Optional.of(preview);
  }

  private void refuseToSweep(RepositoryPath path, List<Tag> tags) {
    var rule = wish.settings().lifecycle().flatMap(policy -> policy.sweeping(tags));
    if (rule.isPresent()) {
      throw new FailureException(RepositoryFailures.ruleSweepsPush(path, tags, rule.get()));
    }
  }

  /// The repository as it would be created.
  private RepositoryState foreseen(RepositoryCall call) throws InterruptedException {
    var account = registry.account();
    var own =
        registry
            .registryId()
            .map(id ->
                new RegistryHost(
                    "%s.dkr.ecr.%s.%s"
                        .formatted(id, registry.region(), registry.region().dnsSuffix())));
    var host = own.isPresent() ? own.get() : registry.login().host();
    return new RepositoryState(
        new Repository(host, call.path()),
        call.arn(),
        wish.settings().mutability().orElse(new TagMutability(true, List.of())),
        account,
        registry.region());
  }
}
