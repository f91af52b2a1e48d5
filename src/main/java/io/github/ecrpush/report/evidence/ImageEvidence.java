package io.github.ecrpush.report.evidence;

import io.github.ecrpush.build.BuildRecord.BaseImage;
import io.github.ecrpush.credential.SecretLooks;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.operation.Goal;
import io.github.ecrpush.operation.ImageLayer;
import io.github.ecrpush.operation.ImageOutcome;
import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.operation.Place;
import io.github.ecrpush.operation.RunRecord.ImageRecord;
import io.github.ecrpush.operation.RunRecord.PlatformImage;
import io.github.ecrpush.operation.RunRecord.RunCaller;
import io.github.ecrpush.operation.VerifiedImage;
import io.github.ecrpush.report.SafeWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The member `images`: each image with what it was built from, and what became of it at each
/// target.
final class ImageEvidence {

  private final SafeWords words;
  private final Pattern directory;

  /// @param directory the folder that the run stands in, which has another name elsewhere
  ImageEvidence(SafeWords words, Path directory) {
    this.words = words;
    this.directory = Pattern.compile("(?<![\\w./:-])" + Pattern.quote(directory + "/"));
  }

  /// In the order in which they were asked for. An image of which there are outcomes and no record
  /// is there as well.
  List<Map<String, Object>> of(List<ImageRecord> records, List<ImageOutcome> outcomes) {
    var byName = outcomes.stream().collect(Collectors.groupingBy(ImageOutcome::name));
    var known = new LinkedHashMap<String, ImageRecord>();
    records.forEach(record -> known.put(record.name(), record));
    var names = new LinkedHashSet<>(known.keySet());
    outcomes.forEach(outcome -> names.add(outcome.name()));
    var images = new ArrayList<Map<String, Object>>();
    for (var name : names) {
      var image = new TreeMap<String, Object>();
      image.put("name", words.named(name));
      var record = known.get(name);
      var callers = record == null ? Map.<String, RunCaller>of() : record.callers();
      var found =
          byName.getOrDefault(name, List.of()).stream()
              .flatMap(outcome -> outcome.image().stream())
              .filter(VerifiedImage::isFound)
              .findFirst();
      found.ifPresent(there -> image.put("found", found(there)));
      if (record != null) {
        record(image, record, found.isPresent());
      }
      image.put(
          "targets",
          byName.getOrDefault(name, List.of()).stream()
              .map(outcome -> target(outcome, callers))
              .toList());
      images.add(image);
    }
    return images;
  }

  /// What it was built from stands in the evidence of the run that built it.
  private Map<String, Object> found(VerifiedImage image) {
    return image
        .commit()
        .map(commit -> Map.<String, Object>of("commit", words.said(commit)))
        .orElse(Map.of());
  }

  private void record(Map<String, Object> image, ImageRecord record, boolean isFound) {
    if (!isFound) {
      image.put(
          "build-args",
          record.arguments().entrySet().stream()
              .sorted((one, other) -> one.getKey().compareTo(other.getKey()))
              .map(argument -> argument(argument.getKey(), argument.getValue()))
              .toList());
    }
    record
        .build()
        .ifPresent(build ->
            image.put(
                "bases",
                build.bases().stream().sorted(ImageEvidence::order).map(this::base).toList()));
    image.put("platforms", record.platforms().stream().map(this::platform).toList());
  }

  /// A value that looks like a secret, or has a name that does, is left out, and that is said.
  private Map<String, Object> argument(String name, String value) {
    var argument = new TreeMap<String, Object>();
    argument.put("name", words.said(name));
    if (SecretLooks.argument(name, value)) {
      argument.put("redacted", true);
    } else {
      argument.put("value", words.said(value));
    }
    return argument;
  }

  private Map<String, Object> base(BaseImage base) {
    var values = new TreeMap<String, Object>();
    values.put("image", words.said(base.name()));
    base.digest().ifPresent(digest -> values.put("digest", digest.toString()));
    return values;
  }

  private static int order(BaseImage one, BaseImage other) {
    return one.name().equals(other.name())
        ? one.digest().toString().compareTo(other.digest().toString())
        : one.name().compareTo(other.name());
  }

  private Map<String, Object> platform(PlatformImage image) {
    return Map.of(
        "platform",
        image.platform().toString(),
        "digest",
        image.digest().toString(),
        "size",
        image.size(),
        "layers",
        image.layers().stream().map(ImageEvidence::layer).toList());
  }

  /// Without the line that made it, which not every role may read.
  private static Map<String, Object> layer(ImageLayer layer) {
    return Map.of("digest", layer.digest().toString(), "size", layer.size());
  }

  private Map<String, Object> target(ImageOutcome outcome, Map<String, RunCaller> callers) {
    var target = new TreeMap<String, Object>();
    target.put("target", words.named(outcome.target()));
    target.put("status", status(outcome.status()));
    outcome
        .place()
        .ifPresentOrElse(
            place -> place(target, outcome, place), () -> goal(target, outcome.goal()));
    outcome.image().ifPresent(image -> image(target, image));
    outcome.builtId().ifPresent(id -> target.put("image-id", id.toString()));
    var caller = callers.get(outcome.target());
    if (caller != null) {
      target.put("caller", caller(caller));
    }
    outcome.failure().ifPresent(failure -> target.put("failure", failure(failure)));
    return target;
  }

  /// Whether it was there already, or had to be pushed, depends on who came first: `machine` says
  /// it.
  private static String status(Status status) {
    return switch (status) {
      case PUSHED, PRESENT -> "delivered";
      case FAILED -> "failed";
      case CANCELLED -> "cancelled";
      case SKIPPED -> "skipped";
    };
  }

  private void place(Map<String, Object> target, ImageOutcome outcome, Place place) {
    var repository = place.repository();
    target.put("repository", words.named(repository.path().value()));
    target.put("registry", words.named(repository.registry().value()));
    Evidence.putText(target, "region", place.region());
    Evidence.putText(target, "account-id", words.named(place.account()));
    if (outcome.isThere()) {
      target.put(
          "tags",
          outcome.tags().stream()
              .map(tag -> words.named(repository.tagged(tag).toString()))
              .toList());
    }
  }

  /// What is known of a place that was not found.
  private void goal(Map<String, Object> target, Goal goal) {
    goal.repository().ifPresent(path -> target.put("repository", words.named(path.value())));
    goal.registry().ifPresent(host -> target.put("registry", words.named(host.value())));
    goal.region().ifPresent(region -> target.put("region", region.id()));
    goal.account().ifPresent(account -> target.put("account-id", words.named(account.id())));
  }

  private void image(Map<String, Object> target, VerifiedImage image) {
    target.put("digest", image.reference().digest().toString());
    target.put("image-uri", words.named(image.reference().toString()));
    target.put("media-type", words.named(image.mediaType().value()));
    var digests = new TreeMap<String, Object>();
    image
        .platforms()
        .forEach((platform, digest) -> digests.put(platform.toString(), digest.toString()));
    target.put("digests", digests);
  }

  /// The session of a role has the name of the run; `machine` has it.
  private Map<String, Object> caller(RunCaller caller) {
    var values = new TreeMap<String, Object>();
    values.put("arn", words.named(RunMachine.withoutSession(caller.arn())));
    caller.subject().ifPresent(subject -> values.put("subject", words.named(subject)));
    return values;
  }

  /// With paths as they are from there, which are the same on every machine. What is secret is gone
  /// by then: it could have such a path in it.
  private String fromHere(String text) {
    return directory.matcher(words.said(text)).replaceAll("");
  }

  private Map<String, Object> failure(Failure failure) {
    var explanation = failure.explanation();
    return Map.of(
        "id", explanation.id(),
        "what", fromHere(explanation.what()),
        "why", fromHere(explanation.why()),
        "fix", fromHere(explanation.fix()));
  }
}
