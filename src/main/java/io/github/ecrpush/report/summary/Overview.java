package io.github.ecrpush.report.summary;

import io.github.ecrpush.image.Platform;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.operation.ImageOutcome;
import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.operation.RunRecord.ImageRecord;
import io.github.ecrpush.operation.RunSource;
import io.github.ecrpush.operation.VerifiedImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What went where: the title of the page, and a table of every image at every target.
final class Overview {

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final int MOST_TAGS = 5;
  private static final int SHORT_DIGEST = 19; // `sha256:` and twelve digits

  private Overview() {}

  static String title(List<ImageOutcome> outcomes) {
    if (outcomes.size() == 1) {
      var one = outcomes.getFirst();
      var name = one.name().isEmpty() ? "the image" : Markdown.code(one.name());
      return switch (one.status()) {
        case PUSHED -> "### ✅ Pushed " + name;
        case PRESENT -> "### ✅ Nothing to push: " + name + " is there already";
        case SKIPPED -> "### ☑️ Not pushed: " + name;
        case CANCELLED -> "### ⏹️ Stopped: " + name;
        case FAILED -> "### ❌ Failed: " + name;
      };
    }
    var counts =
        outcomes.stream()
            .collect(Collectors.groupingBy(ImageOutcome::status, Collectors.counting()));
    var said = new ArrayList<String>();
    for (var status : Status.values()) {
      var count = counts.getOrDefault(status, 0L);
      if (count > 0) {
        said.add(count + " " + word(status));
      }
    }
    long images = outcomes.stream().map(ImageOutcome::name).distinct().count();
    var what =
        images == 1
            ? Markdown.code(outcomes.getFirst().name())
            : images == outcomes.size()
                ? images + " images"
                : images + " images to " + outcomes.size() + " places";
    return "### " + mark(worst(counts)) + " " + what + ": " + String.join(", ", said);
  }

  private static Status worst(Map<Status, Long> counts) {
    for (var status : List.of(Status.FAILED, Status.CANCELLED, Status.SKIPPED, Status.PUSHED)) {
      if (counts.containsKey(status)) {
        return status;
      }
    }
    return Status.PRESENT;
  }

  static String mark(Status status) {
    return switch (status) {
      case PUSHED, PRESENT -> "✅";
      case SKIPPED -> "☑️";
      case CANCELLED -> "⏹️";
      case FAILED -> "❌";
    };
  }

  private static String word(Status status) {
    return switch (status) {
      case PUSHED -> "pushed";
      case PRESENT -> "there already";
      case SKIPPED -> "not pushed";
      case CANCELLED -> "stopped";
      case FAILED -> "failed";
    };
  }

  /// Of one image at one target: all there is to say, one thing a row.
  static void ofOne(
      Markdown page,
      ImageOutcome outcome,
      Optional<ImageRecord> record,
      Optional<RunSource> source) {
    var rows = new ArrayList<List<String>>();
    outcome
        .image()
        .ifPresent(image -> {
          rows.add(List.of("image", Markdown.code(image.reference().toString())));
          rows.add(List.of("tags", tags(outcome.tags(), UnaryOperator.identity())));
          rows.add(List.of("platforms", platforms(image.platforms().keySet())));
        });
    size(record).ifPresent(size -> rows.add(List.of("size", size)));
    outcome
        .place()
        .filter(place -> outcome.image().isPresent() && !place.region().isEmpty())
        .ifPresent(place -> rows.add(List.of("region", Markdown.code(place.region()))));
    if (!rows.isEmpty()) {
      var found = outcome.image().filter(VerifiedImage::isFound);
      (found.isPresent() ? found.flatMap(Overview::from) : source.flatMap(Overview::from))
          .ifPresent(text -> rows.add(List.of("built from", text)));
      page.table(List.of("", ""), rows);
    }
  }

  /// What an image that was found says of itself.
  private static Optional<String> from(VerifiedImage found) {
    return found.commit().map(commit -> commit(commit) + ", by another run");
  }

  private static String commit(String commit) {
    return Markdown.code(commit.substring(0, Math.min(commit.length(), 12)));
  }

  private static Optional<String> from(RunSource source) {
    return source
        .commit()
        .map(commit ->
            commit(commit)
                + (source.ref().isEmpty() ? "" : " of " + Markdown.code(source.ref()))
                + (source.dirty().orElse(false) ? ", with changes that no commit has" : ""));
  }

  /// Of several: one a row. Where all go to one target, it is not told.
  static void ofAll(Markdown page, List<ImageOutcome> outcomes, Map<String, ImageRecord> records) {
    boolean oneTarget = outcomes.stream().map(ImageOutcome::target).distinct().count() == 1;
    var heads = List.of("", "image", "target", "digest", "platforms", "size:", "tags");
    page.table(
        without(heads, oneTarget),
        outcomes.stream()
            .map(outcome -> without(row(outcome, records.get(outcome.name())), oneTarget))
            .toList());
  }

  private static List<String> row(ImageOutcome outcome, @Nullable ImageRecord record) {
    return List.of(
        mark(outcome.status()),
        Markdown.code(outcome.name()),
        Markdown.code(outcome.target()),
        outcome.image().map(Overview::shortDigest).orElse(word(outcome.status())),
        outcome.image().map(image -> platforms(image.platforms().keySet())).orElse("–"),
        outcome.image().flatMap(_ -> size(Optional.ofNullable(record))).orElse("–"),
        outcome.isThere() ? tags(outcome.tags(), Overview::shortened) : "–");
  }

  private static List<String> without(List<String> cells, boolean target) {
    var kept = new ArrayList<>(cells);
    if (target) {
      kept.remove(2);
    }
    return kept;
  }

  /// A commit is known by its first digits.
  private static String shortened(String tag) {
    return COMMIT.matcher(tag).matches() ? tag.substring(0, 12) + "…" : tag;
  }

  private static String shortDigest(VerifiedImage image) {
    return Markdown.code(image.reference().digest().toString().substring(0, SHORT_DIGEST));
  }

  private static Optional<String> size(Optional<ImageRecord> record) {
    return record
        .flatMap(ImageRecord::size)
        .map(size ->
            Sizes.bytes(size)
                + record
                    .flatMap(ImageRecord::sizeBefore)
                    .map(before -> " (" + Sizes.difference(size, before) + ")")
                    .orElse(""));
  }

  private static String platforms(Collection<Platform> platforms) {
    return platforms.stream()
        .map(Platform::toString)
        .sorted()
        .map(Markdown::code)
        .collect(Collectors.joining(", "));
  }

  private static String tags(List<Tag> tags, UnaryOperator<String> shown) {
    var first =
        tags.stream()
            .limit(MOST_TAGS)
            .map(Tag::value)
            .map(shown)
            .map(Markdown::code)
            .collect(Collectors.joining(", "));
    return tags.size() > MOST_TAGS
        ? first + " and " + (tags.size() - MOST_TAGS) + " more"
        : tags.isEmpty() ? "none, by digest only" : first;
  }
}
