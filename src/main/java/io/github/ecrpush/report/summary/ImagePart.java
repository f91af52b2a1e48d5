package io.github.ecrpush.report.summary;

import io.github.ecrpush.build.BuildRecord;
import io.github.ecrpush.build.BuildRecord.BuildStep;
import io.github.ecrpush.operation.ImageLayer;
import io.github.ecrpush.operation.RunRecord.ImageRecord;
import io.github.ecrpush.progress.ProgressEvent.StepResult;
import io.github.ecrpush.report.SafeWords;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// How one image came to be: what the cache gave, its slowest steps, its largest layers.
final class ImagePart {

  private static final int MOST_STEPS = 5;
  private static final int MOST_LAYERS = 10;
  private static final int WIDEST_BAR = 12;
  private static final Duration WORTH_A_LINE = Duration.ofMillis(100);

  private final Markdown page;
  private final SafeWords words;

  ImagePart(Markdown page, SafeWords words) {
    this.page = page;
    this.words = words;
  }

  void write(ImageRecord image) {
    image.build().ifPresent(this::build);
    var layers =
        image.platforms().stream().flatMap(platform -> platform.layers().stream()).toList();
    if (!layers.isEmpty()) {
      layers(layers);
    }
  }

  private void build(BuildRecord build) {
    var engine = build.engine();
    var docker = Markdown.words("Docker " + engine.version() + " (" + engine.store() + " store)");
    page.line(cached(build) + Sizes.bytes(build.sentBytes()) + " were sent to " + docker + ".")
        .gap();
    var slowest =
        build.steps().stream()
            .filter(step -> step.result() != StepResult.CACHED)
            .filter(step -> step.took().compareTo(WORTH_A_LINE) >= 0)
            .sorted((one, other) -> other.took().compareTo(one.took()))
            .limit(MOST_STEPS)
            .map(step -> List.of(Sizes.seconds(step.took()), step(step)))
            .toList();
    if (!slowest.isEmpty()) {
      page.table(List.of("time:", "slowest steps"), slowest);
    }
  }

  /// How much of the Dockerfile's work was done before; what the engine does of itself is not
  /// counted.
  private static String cached(BuildRecord build) {
    var work =
        build.steps().stream()
            .filter(
                step -> DockerfileStep.of(step.name()).filter(DockerfileStep::isWork).isPresent())
            .toList();
    long cached = work.stream().filter(step -> step.result() == StepResult.CACHED).count();
    return work.isEmpty()
        ? ""
        : (cached > 0 ? "♻️ " : "")
            + cached
            + " of "
            + work.size()
            + " steps came from the cache. ";
  }

  private String step(BuildStep step) {
    return Markdown.code(words.said(step.name()))
        + (step.result() == StepResult.FAILED ? " ❌" : "");
  }

  private void layers(List<ImageLayer> layers) {
    long all = layers.stream().mapToLong(ImageLayer::size).sum();
    var largest =
        layers.stream().sorted((one, other) -> Long.compare(other.size(), one.size())).toList();
    var rows =
        largest.stream()
            .limit(MOST_LAYERS)
            .map(layer -> List.of(Sizes.bytes(layer.size()), bar(layer.size(), all), line(layer)));
    var rest = largest.stream().skip(MOST_LAYERS).mapToLong(ImageLayer::size).sum();
    int more = layers.size() - MOST_LAYERS;
    page.table(
        List.of("size:", "", "layer"),
        (more > 0
                ? Stream.concat(
                    rows,
                    Stream.of(List.of(Sizes.bytes(rest), bar(rest, all), more + " smaller ones")))
                : rows)
            .toList());
  }

  private String line(ImageLayer layer) {
    return layer.line().isEmpty()
        ? Markdown.code(layer.digest().toString().substring(0, 19))
        : Markdown.code(words.said(layer.line()));
  }

  private static String bar(long part, long all) {
    int width = all == 0 ? 0 : (int) Math.round((double) part * WIDEST_BAR / all);
    return "█".repeat(Math.max(width, part > 0 ? 1 : 0));
  }
}
