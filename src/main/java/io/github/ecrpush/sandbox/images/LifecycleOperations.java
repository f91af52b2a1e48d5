package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.sandbox.images.ImageException.Fault;
import io.github.ecrpush.sandbox.lifecycle.Candidate;
import io.github.ecrpush.sandbox.lifecycle.LifecycleException;
import io.github.ecrpush.sandbox.lifecycle.LifecyclePolicy;
import io.github.ecrpush.sandbox.lifecycle.LifecyclePolicy.Outcome;
import io.github.ecrpush.sandbox.lifecycle.LifecycleRule.Action;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// ECR's calls about lifecycle policies. They are previewed, but nothing expires by itself here.
final class LifecycleOperations {

  private static final String POLICY = "lifecyclePolicyText";

  private final ImageStore store;
  private final Previews previews;
  private final InstantSource clock;

  LifecycleOperations(ImageStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
    previews = new Previews(store.account());
  }

  Map<String, EcrEndpoint.Operation> all() {
    return Map.of(
        "PutLifecyclePolicy", this::put,
        "GetLifecyclePolicy", this::read,
        "DeleteLifecyclePolicy", this::delete,
        "StartLifecyclePolicyPreview", this::startPreview,
        "GetLifecyclePolicyPreview", this::preview);
  }

  private Map<String, ?> put(EcrRequest request) throws IOException {
    var repository = store.find(request.repositoryName());
    var text = request.text(POLICY);
    parsed(text);
    repository.change(settings -> settings.withLifecycle(Optional.of(text)));
    return store.about(repository, Map.of(POLICY, text));
  }

  private static LifecyclePolicy parsed(String text) {
    try {
      return LifecyclePolicy.parse(text);
    } catch (LifecycleException e) {
      throw EcrRequest.invalid(
          "LifecyclePolicyText", "Lifecycle policy validation failure: " + e.reason());
    }
  }

  private Map<String, ?> read(EcrRequest request) {
    var repository = store.find(request.repositoryName());
    return shown(repository, policy(repository));
  }

  private Map<String, ?> delete(EcrRequest request) throws IOException {
    var repository = store.find(request.repositoryName());
    var text = policy(repository);
    repository.change(settings -> settings.withLifecycle(Optional.empty()));
    return shown(repository, text);
  }

  /// ECR says 1970 of a policy that it has not applied yet.
  private Map<String, Object> shown(StoredRepository repository, String text) {
    var more = new LinkedHashMap<String, Object>();
    more.put(POLICY, text);
    more.put("lastEvaluatedAt", 0);
    return store.about(repository, more);
  }

  private String policy(StoredRepository repository) {
    return repository
        .settings()
        .lifecycle()
        .orElseThrow(() ->
            new ImageException(
                Fault.LIFECYCLE_MISSING,
                "Lifecycle policy does not exist for the repository with name '%s' in the registry with id '%s'"
                    .formatted(repository.name(), store.account())));
  }

  private Map<String, ?> startPreview(EcrRequest request) {
    var repository = store.find(request.repositoryName());
    var text = request.find(POLICY).orElseGet(() -> policy(repository));
    var now = clock.instant();
    var outcomes = parsed(text).evaluate(candidates(repository), now);
    previews.begin(repository, new Previews.Preview(text, outcomes, now, false));
    var more = new LinkedHashMap<String, Object>();
    more.put(POLICY, text);
    more.put("status", "IN_PROGRESS");
    return store.about(repository, more);
  }

  private static List<Candidate> candidates(StoredRepository repository) {
    return repository.images().stream()
        .map(image ->
            new Candidate(
                image.digest(),
                repository.tagsOf(image.digest()),
                image.pushedAt(),
                repository.needs(image)))
        .toList();
  }

  private Map<String, ?> preview(EcrRequest request) {
    var repository = store.find(request.repositoryName());
    var preview = previews.ask(repository);
    var more = new LinkedHashMap<String, Object>();
    more.put(POLICY, preview.policy());
    if (!preview.isComplete(clock.instant())) {
      more.put("status", "IN_PROGRESS");
      return store.about(repository, more);
    }
    more.put("status", "COMPLETE");
    var asked = request.list("imageIds").stream().map(ImageId::of).toList();
    var wanted =
        preview.outcomes().stream()
            .filter(outcome -> ImageOperations.isWanted(request, outcome.image().tags()))
            .filter(outcome -> asked.isEmpty() || asked.stream().anyMatch(id -> names(id, outcome)))
            .toList();
    var page = Page.of(request, wanted);
    more.put("previewResults", page.elements().stream().map(LifecycleOperations::shown).toList());
    page.nextToken().ifPresent(token -> more.put("nextToken", token));
    more.put("summary", summary(preview.outcomes()));
    return store.about(repository, more);
  }

  private static boolean names(ImageId id, Outcome outcome) {
    return id.digest().map(outcome.image().digest().toString()::equals).orElse(true)
        && id.tag().map(outcome.image().tags()::contains).orElse(true);
  }

  private static Map<String, Object> shown(Outcome outcome) {
    var json = new LinkedHashMap<String, Object>();
    json.put("imageTags", outcome.image().tags());
    json.put("imageDigest", outcome.image().digest().toString());
    json.put("imagePushedAt", EcrEndpoint.seconds(outcome.image().pushedAt()));
    json.put(
        "action",
        switch (outcome.rule().action()) {
          case EXPIRE -> Map.of("type", "EXPIRE");
          case TRANSITION -> Map.of("type", "TRANSITION", "targetStorageClass", "ARCHIVE");
        });
    json.put("appliedRulePriority", outcome.rule().priority());
    json.put("storageClass", "STANDARD");
    return json;
  }

  private static Map<String, Object> summary(List<Outcome> outcomes) {
    long leaving =
        outcomes.stream().filter(outcome -> outcome.rule().action() == Action.TRANSITION).count();
    var summary = new LinkedHashMap<String, Object>();
    summary.put("expiringImageTotalCount", outcomes.size() - leaving);
    summary.put(
        "transitioningImageTotalCounts",
        leaving == 0
            ? List.of()
            : List.of(Map.of("targetStorageClass", "ARCHIVE", "imageTotalCount", leaving)));
    return summary;
  }
}
