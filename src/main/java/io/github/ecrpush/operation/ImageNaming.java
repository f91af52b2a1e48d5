package io.github.ecrpush.operation;

import io.github.ecrpush.failure.FailureException;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.input.Input;
import io.github.ecrpush.input.Inputs;
import io.github.ecrpush.metadata.Fact;
import io.github.ecrpush.metadata.ImageMetadata;
import io.github.ecrpush.metadata.ImageMetadata.Separators;
import io.github.ecrpush.metadata.MetadataRules;
import io.github.ecrpush.metadata.Source;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Says what one image is called and labelled, by its inputs and what it is built from.
public final class ImageNaming {

  /// What makes a push without any tag.
  private static final String NONE = "none";

  /// The full name of the commit, and no `latest`.
  private static final List<List<String>> STANDARD =
      List.of(List.of("type=sha", "format=long", "prefix="));

  private final Inputs inputs;
  private final Map<String, String> environment;
  private final Sources sources;

  /// Finds out what is built from.
  @FunctionalInterface
  public interface Sources {
    Source read(Set<Fact> wanted);
  }

  /// @param environment has the switches of `docker/metadata-action`
  public ImageNaming(Inputs inputs, Map<String, String> environment, Sources sources) {
    this.inputs = inputs;
    this.environment = environment;
    this.sources = sources;
  }

  /// Names it.
  ///
  /// @param tagged whether the image goes somewhere, so that it needs a name there
  /// @throws FailureException if the inputs name none, or cannot be read
  ImageMetadata read(boolean tagged) {
    var rules = rules();
    var source = sources.read(rules.facts());
    if (isStandard()) {
      mustBeATag(source, tagged);
    }
    return rules.apply(source, tagged).with(separators());
  }

  /// Reads the inputs for somebody who looks at no name.
  ///
  /// @throws FailureException if they cannot be read
  ImageMetadata unread() {
    var _ = rules();
    return ImageMetadata.NONE;
  }

  private MetadataRules rules() {
    return MetadataRules.read(
        new MetadataRules.Texts(
            isNone() ? List.of() : isStandard() ? STANDARD : inputs.records(Input.TAGS),
            inputs.records(Input.FLAVOR),
            inputs.pairs(Input.LABELS),
            inputs.pairs(Input.ANNOTATIONS)),
        environment);
  }

  private Separators separators() {
    return new Separators(
        separator(Input.SEP_TAGS), separator(Input.SEP_LABELS), separator(Input.SEP_ANNOTATIONS));
  }

  private String separator(Input input) {
    return inputs.wish(input).orElse("\n");
  }

  private boolean isNone() {
    return inputs.text(Input.TAGS).strip().equals(NONE);
  }

  private boolean isStandard() {
    return inputs.records(Input.TAGS).isEmpty();
  }

  private static void mustBeATag(Source source, boolean tagged) {
    if (source.sha().isEmpty()) {
      if (tagged) {
        throw new FailureException(NamingFailures.noTag(source.notices()));
      }
      return;
    }
    try {
      var _ = new Tag(source.sha());
    } catch (IllegalArgumentException _) {
      throw new FailureException(NamingFailures.commitIsNoTag(source.sha()));
    }
  }
}
