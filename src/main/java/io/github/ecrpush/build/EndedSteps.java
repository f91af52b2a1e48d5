package io.github.ecrpush.build;

import io.github.ecrpush.build.BuildRecord.BaseImage;
import io.github.ecrpush.build.BuildRecord.BuildEngine;
import io.github.ecrpush.build.BuildRecord.BuildStep;
import io.github.ecrpush.dockerfile.ImageName;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.progress.ProgressEvent.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The steps of a build that have ended, from which its record is made. What an engine says has
/// limits here, so that the record has.
///
/// Not thread-safe; the log of the steps guards it.
final class EndedSteps {

  private static final int MOST_STEPS = 5_000;
  private static final int LONGEST_NAME = 500;
  private static final String SENDING = "transferring";

  /// `[build 1/7] FROM docker.io/library/golang:1.24@sha256:…`, and without brackets for an image
  /// that files are copied from. A stage that begins with another one is no step of its own.
  private static final Pattern FROM = Pattern.compile("(?:\\[[^]]*] )?FROM (\\S{1,600})");

  /// `[context tools] load metadata for alpine:3.22`. Of an image under a name of the Dockerfile's
  /// own, no step says what its tag led to.
  private static final Pattern CONTEXT =
      Pattern.compile("\\[context ([^]]*?)(?:::[^]]*)?] load metadata for (\\S{1,600})");

  private static final Pattern PINNED = Pattern.compile("(.+)@(sha256:[0-9a-f]{64})");

  private final Map<String, NamedContext> contexts;
  private final Map<Integer, Ended> steps = new TreeMap<>();
  private final Map<String, BaseImage> bases = new LinkedHashMap<>();
  private final Map<Integer, Long> sent = new HashMap<>();

  /// @param contexts what the Dockerfile finds under names of its own
  EndedSteps(Map<String, NamedContext> contexts) {
    this.contexts = contexts;
  }

  private record Ended(
      int number, String name, StepResult result, Optional<Instant> began, Duration took) {}

  /// A step ended. One may do so several times: BuildKit looks something up first, and comes back
  /// to it. The time that it took longest is the one in which it worked.
  void add(int number, String name, StepResult result, Optional<Instant> began, Duration took) {
    var before = steps.get(number);
    if (before == null ? steps.size() == MOST_STEPS : before.took().compareTo(took) >= 0) {
      return;
    }
    steps.put(number, new Ended(number, shortened(name), result, began, took));
    var from = FROM.matcher(name);
    if (from.matches() && !from.group(1).equals("scratch")) {
      beginsWith(from.group(1));
    }
    var context = CONTEXT.matcher(name);
    if (context.matches()) {
      switch (contexts.get(context.group(1))) {
        case NamedContext.OtherImage other -> beginsWith(other.said());
        case NamedContext.Address _ -> beginsWith(ImageName.completed(context.group(2)));
        case NamedContext.Folder _ -> {} // no image
        case null -> {} // a frontend says what it likes
      }
    }
  }

  private void beginsWith(String image) {
    var name = PINNED.matcher(image);
    bases.putIfAbsent(
        image,
        name.matches()
            ? new BaseImage(name.group(1), Optional.of(Digest.parse(name.group(2))))
            : new BaseImage(image, Optional.empty()));
  }

  private static String shortened(String name) {
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
  }

  /// Where one name was resolved in one place and not in another, the digest tells more.
  private List<BaseImage> resolved() {
    var known =
        bases.values().stream()
            .filter(base -> base.digest().isPresent())
            .map(BaseImage::name)
            .toList();
    return bases.values().stream()
        .filter(base -> base.digest().isPresent() || !known.contains(base.name()))
        .toList();
  }

  /// A part of a step came further. BuildKit counts what it is sent of context and Dockerfile.
  void progress(int step, String part, long current) {
    if (part.startsWith(SENDING)) {
      sent.merge(step, current, Math::max);
    }
  }

  BuildRecord record(BuildEngine engine) {
    var first =
        steps.values().stream().flatMap(step -> step.began().stream()).min(Instant::compareTo);
    var sorted =
        steps.values().stream()
            .map(step ->
                new BuildStep(
                    step.number(),
                    step.name(),
                    step.result(),
                    step.began()
                        .map(began -> Duration.between(first.orElseThrow(), began))
                        .orElse(Duration.ZERO),
                    step.took()))
            .toList();
    return new BuildRecord(
        engine, sorted, resolved(), sent.values().stream().mapToLong(Long::longValue).sum());
  }
}
