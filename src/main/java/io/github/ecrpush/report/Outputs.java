package io.github.ecrpush.report;

import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.json.Json;
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
import java.util.stream.Collectors;

/// What a run hands on, by name. A value is text, a boolean, a list of text, or a JSON object or
/// array; each is written as the door wants it.
public final class Outputs {

  private final Map<String, Object> values;

  private Outputs(Map<String, Object> values) {
    this.values = values;
  }

  /// The outputs of a run. Those of a single image stand at the top, and `images` lists every
  /// image.
  public static Outputs of(PushReport report) {
    var values = new LinkedHashMap<String, Object>();
    if (report.outcomes().size() == 1) {
      values.putAll(ofOne(report.outcomes().getFirst()));
    }
    values.put("images", report.outcomes().stream().map(Outputs::entry).toList());
    return new Outputs(values);
  }

  private static Map<String, Object> entry(ImageOutcome outcome) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("name", outcome.name());
    entry.put("target", outcome.target());
    entry.put("status", outcome.status().name().toLowerCase(Locale.ROOT));
    entry.putAll(ofOne(outcome));
    outcome.failure().ifPresent(failure -> entry.put("failure", failure(failure)));
    return entry;
  }

  private static Map<String, Object> ofOne(ImageOutcome outcome) {
    var values = new LinkedHashMap<String, Object>();
    outcome.image().ifPresent(image -> identity(values, image));
    outcome.place().ifPresent(place -> place(values, outcome, place));
    outcome
        .image()
        .ifPresent(image -> {
          var digests = new TreeMap<String, Object>();
          image
              .platforms()
              .forEach((platform, digest) -> digests.put(platform.toString(), digest.toString()));
          values.put("digests", digests);
        });
    outcome.builtId().ifPresent(id -> values.put("imageid", id.toString()));
    values.put("pushed", outcome.status() == Status.PUSHED);
    var metadata = metadata(outcome);
    if (!metadata.isEmpty()) {
      values.put("metadata", metadata);
    }
    return values;
  }

  private static void identity(Map<String, Object> values, VerifiedImage image) {
    values.put("digest", image.reference().digest().toString());
    values.put("image-uri", image.reference().toString());
  }

  private static void place(Map<String, Object> values, ImageOutcome outcome, Place place) {
    if (outcome.image().isPresent()) {
      values.put(
          "tags",
          outcome.tags().stream().map(tag -> place.repository().tagged(tag).toString()).toList());
      values.put("tag-names", outcome.tags().stream().map(tag -> tag.value()).toList());
    }
    values.put("repository", place.repository().path().value());
    values.put("repository-uri", place.repository().toString());
    values.put("registry", place.repository().registry().value());
    values.put("region", place.region());
    values.put("account-id", place.account());
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

  private static Map<String, Object> failure(Failure failure) {
    var explanation = failure.explanation();
    var values = new LinkedHashMap<String, Object>();
    values.put("id", explanation.id());
    values.put("what", explanation.what());
    values.put("why", explanation.why());
    values.put("fix", explanation.fix());
    return values;
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

  private static String text(String name, Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean truth -> truth.toString();
      case List<?> list when !name.equals("images") ->
          list.stream().map(String::valueOf).collect(Collectors.joining("\n"));
      default -> Json.write(value);
    };
  }
}
