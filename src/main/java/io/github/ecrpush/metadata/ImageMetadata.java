package io.github.ecrpush.metadata;

import io.github.ecrpush.image.Tag;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an image is called, and what is written on it.
///
/// @param version the first tag; empty when there is none
/// @param tags the most telling first
/// @param annotations what is written on its manifest, when that is wished
/// @param created the date that the image and its files bear; nothing when it is not known
/// @param separators what stands between the entries of lists that are handed on as text
/// @param notices what a reader may not expect, each a whole sentence
public record ImageMetadata(
    String version,
    List<Tag> tags,
    SortedMap<String, String> labels,
    List<Annotation> annotations,
    Optional<Instant> created,
    Separators separators,
    List<String> notices) {

  /// What stands between tags, between labels and between annotations.
  public record Separators(String tags, String labels, String annotations) {
    public static final Separators LINES = new Separators("\n", "\n", "\n");
  }

  /// Of an image that nobody looks at.
  public static final ImageMetadata NONE =
      new ImageMetadata(
          "", List.of(), new TreeMap<>(), List.of(), Optional.empty(), Separators.LINES, List.of());

  public ImageMetadata {
    tags = List.copyOf(tags);
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    annotations = List.copyOf(annotations);
    notices = List.copyOf(notices);
  }

  /// The same, with other separators.
  public ImageMetadata with(Separators others) {
    return new ImageMetadata(version, tags, labels, annotations, created, others, notices);
  }

  /// The same of an image that was there already, made of the same in another run: what that run
  /// wrote on it. Annotations for the same keys were written with the same values.
  ///
  /// @param borne all labels that the image has
  public ImageMetadata asOn(Map<String, String> borne) {
    var there = new TreeMap<>(labels);
    there.keySet().retainAll(borne.keySet());
    there.replaceAll((key, ours) -> borne.getOrDefault(key, ours));
    return new ImageMetadata(
        borne.getOrDefault(Descriptions.VERSION, version),
        tags,
        there,
        annotations.stream()
            .map(note ->
                new Annotation(
                    note.level(), note.key(), borne.getOrDefault(note.key(), note.value())))
            .toList(),
        created,
        separators,
        notices);
  }

  /// The annotations without where they stand; of two for one key, the last one.
  public Map<String, String> annotationsByKey() {
    var values = new LinkedHashMap<String, String>();
    annotations.forEach(note -> values.put(note.key(), note.value()));
    return values;
  }
}
