package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.sandbox.images.ImageException.Fault;
import io.github.ecrpush.sandbox.lifecycle.LifecyclePolicy.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/// Previews of lifecycle policies, one for a repository. They take a moment, as ECR's do: whoever
/// asks first is told to ask again. They end with the repository, and with the process.
final class Previews {

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final String account;
  private final Map<StoredRepository, Preview> previews = new WeakHashMap<>();

  /// What a policy would do.
  ///
  /// @param isTold whether somebody was told that it is in progress
  record Preview(String policy, List<Outcome> outcomes, Instant begun, boolean isTold) {
    boolean isComplete(Instant now) {
      return isTold || begun.plus(LONGEST).isBefore(now);
    }
  }

  Previews(String account) {
    this.account = account;
  }

  synchronized void begin(StoredRepository repository, Preview preview) {
    var before = previews.get(repository);
    if (before != null && !before.isComplete(preview.begun())) {
      throw new ImageException(
          Fault.PREVIEW_RUNNING,
          "Lifecycle policy preview is already in progress for the repository with name '%s' in the registry with id '%s'"
              .formatted(repository.name(), account));
    }
    previews.put(repository, preview);
  }

  /// The preview as it was before this question.
  synchronized Preview ask(StoredRepository repository) {
    var preview = previews.get(repository);
    if (preview == null) {
      throw new ImageException(
          Fault.PREVIEW_MISSING,
          "Lifecycle policy preview does not exist for the repository with name '%s' in the registry with id '%s'"
              .formatted(repository.name(), account));
    }
    previews.put(
        repository, new Preview(preview.policy(), preview.outcomes(), preview.begun(), true));
    return preview;
  }
}
