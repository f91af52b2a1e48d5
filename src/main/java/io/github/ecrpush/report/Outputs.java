package io.github.ecrpush.report;

import io.github.ecrpush.credential.Redactor;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.metadata.Annotation;
import io.github.ecrpush.metadata.ImageMetadata.Separators;
import io.github.ecrpush.operation.Goal;
import io.github.ecrpush.operation.ImageOutcome;
import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.operation.Place;
import io.github.ecrpush.operation.PushReport;
import io.github.ecrpush.operation.VerifiedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a run hands on, by name. A value is text, a boolean, a list of text, or a JSON object or
/// array; each is written as the door wants it.
public final class Outputs {

  private final Map<String, Object> values;
  private final Separators separators;

  private Outputs(Map<String, Object> values, Separators separators) {
    this.values = values;
    this.separators = separators;
  }

  /// The outputs of a run. Those of a single image stand at the top, as its first target has them,
  /// and `images` lists every image at every target.
  ///
  /// @param redactor takes secrets out of what failures say
  public static Outputs of(PushReport report, Redactor redactor) {
    var values = new LinkedHashMap<String, Object>();
    var asked = askedFor(report.outcomes());
    if (asked.stream().map(ImageOutcome::name).distinct().count() == 1) {
      values.putAll(atTop(asked));
    }
    report.evidenceFile().ifPresent(file -> values.put(Output.EVIDENCE_FILE.key(), file));
    UnaryOperator<String> safe =
        report.run().isPresent()
            ? SafeWords.of(report.run().get(), redactor)::said
            : redactor::redact;
    values.put(
        Output.IMAGES.key(),
        report.outcomes().stream().map(outcome -> entry(outcome, safe)).toList());
    var separators =
        report.outcomes().isEmpty()
            ? Separators.LINES
            : report.outcomes().getFirst().metadata().separators();
    return new Outputs(values, separators);
  }

  /// Those that are not only built because another one begins with them; all where none was to be
  /// pushed.
  private static List<ImageOutcome> askedFor(List<ImageOutcome> outcomes) {
    var pushed = outcomes.stream().filter(outcome -> outcome.status() != Status.SKIPPED).toList();
    return pushed.isEmpty() ? outcomes : pushed;
  }

  /// The outputs of one image: as the first target has it, but for the tags, which are those of all
  /// targets, and for `pushed`, which asks whether this run pushed anything anywhere.
  private static Map<String, Object> atTop(List<ImageOutcome> targets) {
    var delivered = targets.stream().filter(outcome -> outcome.image().isPresent()).toList();
    var values = ofOne(delivered.isEmpty() ? targets.getFirst() : delivered.getFirst());
    values.put(Output.PUSHED.key(), targets.stream().anyMatch(ImageOutcome::pushed));
    if (!delivered.isEmpty()) {
      values.put(
          Output.TAGS.key(),
          delivered.stream().flatMap(target -> references(target).stream()).toList());
      metadata(values, delivered.getFirst());
    }
    return values;
  }

  private static Map<String, Object> entry(ImageOutcome outcome, UnaryOperator<String> safe) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("name", outcome.name());
    entry.put("target", outcome.target());
    entry.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    entry.putAll(ofOne(outcome));
    outcome.failure().ifPresent(failure -> entry.put("failure", FailureJson.of(failure, safe)));
    return entry;
  }

  private static Map<String, Object> ofOne(ImageOutcome outcome) {
    var values = new LinkedHashMap<String, Object>();
    outcome.image().ifPresent(image -> identity(values, image));
    outcome
        .place()
        .ifPresentOrElse(
            place -> place(values, outcome, place), () -> goal(values, outcome.goal()));
    outcome
        .image()
        .ifPresent(image -> {
          var digests = new TreeMap<String, Object>();
          image
              .platforms()
              .forEach((platform, digest) -> digests.put(platform.toString(), digest.toString()));
          values.put(Output.DIGESTS.key(), digests);
        });
    metadata(values, outcome);
    outcome.builtId().ifPresent(id -> values.put(Output.IMAGEID.key(), id.toString()));
    values.put(Output.PUSHED.key(), outcome.pushed());
    var metadata = metadata(outcome);
    if (!metadata.isEmpty()) {
      values.put(Output.METADATA.key(), metadata);
    }
    return values;
  }

  private static void metadata(Map<String, Object> values, ImageOutcome outcome) {
    var metadata = outcome.metadata();
    if (metadata.labels().isEmpty() && metadata.tags().isEmpty()) {
      return;
    }
    values.put(Output.VERSION.key(), metadata.version());
    values.put(Output.LABELS.key(), metadata.labels());
    var annotations = metadata.annotations().stream().map(Annotation::toString).toList();
    values.put(Output.ANNOTATIONS.key(), annotations);
    var json = new LinkedHashMap<String, Object>();
    for (var output : List.of(Output.TAGS, Output.TAG_NAMES, Output.LABELS, Output.ANNOTATIONS)) {
      json.put(output.key(), values.getOrDefault(output.key(), List.of()));
    }
    values.put(Output.JSON.key(), json);
  }

  private static void identity(Map<String, Object> values, VerifiedImage image) {
    values.put(Output.DIGEST.key(), image.reference().digest().toString());
    values.put(Output.IMAGE_URI.key(), image.reference().toString());
  }

  private static void place(Map<String, Object> values, ImageOutcome outcome, Place place) {
    if (outcome.isThere()) {
      values.put(Output.TAGS.key(), references(outcome));
      values.put(Output.TAG_NAMES.key(), outcome.tags().stream().map(tag -> tag.value()).toList());
    }
    values.put(Output.REPOSITORY.key(), place.repository().path().value());
    values.put(Output.REPOSITORY_URI.key(), place.repository().toString());
    values.put(Output.REGISTRY.key(), place.repository().registry().value());
    values.put(Output.REGION.key(), place.region());
    values.put(Output.ACCOUNT_ID.key(), place.account());
  }

  /// What is known of a place that was not found. Its registry has a name that only AWS says.
  private static void goal(Map<String, Object> values, Goal goal) {
    goal.repository().ifPresent(path -> values.put(Output.REPOSITORY.key(), path.value()));
    goal.registry().ifPresent(host -> values.put(Output.REGISTRY.key(), host.value()));
    goal.region().ifPresent(region -> values.put(Output.REGION.key(), region.id()));
    goal.account().ifPresent(account -> values.put(Output.ACCOUNT_ID.key(), account.id()));
  }

  private static List<String> references(ImageOutcome outcome) {
    var repository = outcome.place().orElseThrow().repository();
    return outcome.tags().stream().map(tag -> repository.tagged(tag).toString()).toList();
  }

  /// The keys of the metadata file that buildx writes.
  private static Map<String, Object> metadata(ImageOutcome outcome) {
    var metadata = new LinkedHashMap<String, Object>();
    outcome.builtId().ifPresent(id -> metadata.put("containerimage.config.digest", id.toString()));
    outcome
        .image()
        .ifPresent(image -> {
          var digest = image.reference().digest().toString();
          var descriptor = new LinkedHashMap<String, Object>();
          descriptor.put("mediaType", image.mediaType().value());
          descriptor.put("digest", digest);
          descriptor.put("size", image.size());
          metadata.put("containerimage.descriptor", descriptor);
          metadata.put("containerimage.digest", digest);
          metadata.put(
              "image.name",
              outcome.tags().stream()
                  .map(tag -> image.reference().repository().tagged(tag).toString())
                  .collect(Collectors.joining(",")));
        });
    return metadata;
  }

  /// All outputs as one JSON object: lists are arrays, `pushed` is a boolean.
  public String asJson() {
    return Json.write(values);
  }

  /// All outputs as text, as a workflow's steps receive them: lists one a line, the rest as JSON.
  public Map<String, String> asText() {
    var texts = new LinkedHashMap<String, String>();
    values.forEach((name, value) -> texts.put(name, text(name, value)));
    return texts;
  }

  private String text(String name, Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean truth -> truth.toString();
      case List<?> list when !name.equals(Output.IMAGES.key()) -> joined(name, list.stream());
      case Map<?, ?> labels when name.equals(Output.LABELS.key()) ->
          joined(name, List.copyOf(labels.entrySet()).stream()); // it prints as `name=value`
      default -> Json.write(value);
    };
  }

  private String joined(String name, Stream<?> entries) {
    var separator =
        name.equals(Output.LABELS.key())
            ? separators.labels()
            : name.equals(Output.ANNOTATIONS.key()) ? separators.annotations() : separators.tags();
    return entries.map(String::valueOf).collect(Collectors.joining(separator));
  }
}
