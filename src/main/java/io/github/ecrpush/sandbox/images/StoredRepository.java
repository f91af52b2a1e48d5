package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.sandbox.images.ImageException.Fault;
import io.github.ecrpush.sandbox.images.ManifestReader.Manifest;
import io.github.ecrpush.sandbox.web.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// One repository: its settings, its images and their tags. Guarded by its own monitor; whoever has
/// it writes at most a manifest and an index of the images.
final class StoredRepository {

  private final String name;
  private final String account;
  private final RepositoryFolder folder;
  private final Blobs blobs;
  private final Map<Digest, StoredImage> images = new LinkedHashMap<>();
  private final TreeMap<String, Digest> tags = new TreeMap<>();
  private RepositorySettings settings;

  StoredRepository(
      String name,
      String account,
      RepositoryFolder folder,
      Blobs blobs,
      RepositorySettings settings)
      throws IOException {
    this.name = name;
    this.account = account;
    this.folder = folder;
    this.blobs = blobs;
    this.settings = settings;
    var index = folder.images();
    for (var image : index.at("images").elements()) {
      var stored = StoredImage.fromJson(image);
      images.put(stored.digest(), stored);
    }
    index
        .at("tags")
        .members()
        .forEach((tag, digest) -> tags.put(tag, Digest.parse(digest.text().orElseThrow())));
  }

  String name() {
    return name;
  }

  synchronized RepositorySettings settings() {
    return settings;
  }

  /// Changes settings as they are now: several may be changed at once.
  synchronized void change(UnaryOperator<RepositorySettings> change) throws IOException {
    var changed = change.apply(settings);
    folder.writeSettings(name, changed.toJson());
    settings = changed;
  }

  boolean hasLayer(Digest digest) {
    return folder.hasLayer(digest) && blobs.has(digest);
  }

  void addLayer(Digest digest) throws IOException {
    folder.addLayer(digest);
  }

  /// A layer's bytes.
  Answer.Body.FilePart layer(Digest digest) {
    if (!hasLayer(digest)) {
      throw layerMissing(digest);
    }
    return new Answer.Body.FilePart(blobs.file(digest), 0, blobs.size(digest));
  }

  ImageException layerMissing(Digest digest) {
    return new ImageException(
        Fault.LAYER_MISSING,
        "The layer with digest '%s' does not exist in the repository with name '%s' in the registry"
                .formatted(digest, name)
            + " with id '%s'".formatted(account));
  }

  synchronized List<StoredImage> images() {
    return List.copyOf(images.values());
  }

  synchronized SortedMap<String, Digest> tags() {
    return new TreeMap<>(tags);
  }

  synchronized List<String> tagsOf(Digest digest) {
    return tags.entrySet().stream()
        .filter(tag -> tag.getValue().equals(digest))
        .map(Map.Entry::getKey)
        .toList();
  }

  synchronized Optional<StoredImage> find(String reference) {
    var digest =
        reference.startsWith("sha256:") ? Optional.of(parse(reference)) : tagged(reference);
    return digest.flatMap(known -> Optional.ofNullable(images.get(known)));
  }

  private Optional<Digest> tagged(String tag) {
    return Optional.ofNullable(tags.get(tag));
  }

  Path manifest(Digest digest) {
    return folder.manifest(digest);
  }

  /// Takes a manifest, and lets a tag point to it.
  ///
  /// @return whether anything is new
  synchronized boolean put(Manifest manifest, Optional<String> tag, Instant now)
      throws IOException {
    tag.ifPresent(this::mustBeFree);
    mustBeComplete(manifest);
    boolean fresh = !images.containsKey(manifest.digest());
    boolean moved = tag.isPresent() && !manifest.digest().equals(tags.get(tag.get()));
    if (fresh) {
      folder.writeManifest(manifest.digest(), manifest.bytes());
      images.put(
          manifest.digest(),
          new StoredImage(
              manifest.digest(), manifest.mediaType(), now, size(manifest), manifest.relations()));
    }
    tag.ifPresent(given -> tags.put(given, manifest.digest()));
    if (fresh || moved) {
      save();
    }
    return fresh || moved;
  }

  private void mustBeFree(String tag) {
    if (tags.containsKey(tag) && settings.tagRule().isFixed(tag)) {
      throw new ImageException(
          Fault.TAG_IMMUTABLE,
          "The image tag '%s' already exists in the '%s' repository and cannot be overwritten because"
                  .formatted(tag, name)
              + " the tag is immutable.");
    }
  }

  private void mustBeComplete(Manifest manifest) {
    var layers = manifest.blobs().stream().distinct().filter(blob -> !hasLayer(blob)).toList();
    if (!layers.isEmpty()) {
      throw incomplete(Fault.LAYERS_MISSING, "Layers", layers);
    }
    var children =
        manifest.relations().children().stream()
            .distinct()
            .filter(child -> !images.containsKey(child))
            .toList();
    if (!children.isEmpty()) {
      throw incomplete(Fault.IMAGES_MISSING, "Images", children);
    }
  }

  private ImageException incomplete(Fault fault, String what, List<Digest> missing) {
    return new ImageException(
        fault,
        "%s with digests '%s' required for pushing image into repository with name '%s' in the registry"
                .formatted(what, missing, name)
            + " with id '%s' do not exist".formatted(account));
  }

  /// The size of an index is that of its largest image.
  private long size(Manifest manifest) {
    return manifest.mediaType().isIndex()
        ? manifest.relations().children().stream()
            .mapToLong(child -> Objects.requireNonNull(images.get(child)).size())
            .max()
            .orElse(manifest.bytes().length)
        : manifest.blobs().stream().mapToLong(blobs::size).sum();
  }

  /// Takes a tag away, and with its last tag the image.
  synchronized void untag(String tag) throws IOException {
    var digest = tags.remove(tag);
    if (digest != null && !tags.containsValue(digest) && parents(digest).isEmpty()) {
      images.remove(digest);
    }
    save();
  }

  /// Deletes an image and all its tags.
  synchronized void delete(Digest digest) throws IOException {
    images.remove(digest);
    tags.values().removeIf(digest::equals);
    save();
  }

  /// The indexes that list an image.
  synchronized List<Digest> parents(Digest digest) {
    return images.values().stream()
        .filter(image -> image.relations().children().contains(digest))
        .map(StoredImage::digest)
        .toList();
  }

  /// Whether another image that is there needs this one: an index that lists it, or the subject
  /// that it is about, with which it goes.
  synchronized boolean needs(StoredImage image) {
    return !parents(image.digest()).isEmpty()
        || image.relations().subject().filter(images::containsKey).isPresent();
  }

  private void save() throws IOException {
    var index = new LinkedHashMap<String, Object>();
    index.put(
        "images", new ArrayList<>(images.values().stream().map(StoredImage::toJson).toList()));
    var tagged = new LinkedHashMap<String, String>();
    tags.forEach((tag, digest) -> tagged.put(tag, digest.toString()));
    index.put("tags", tagged);
    folder.writeImages(index);
  }

  synchronized void deleteAll() throws IOException {
    folder.delete();
    images.clear();
    tags.clear();
  }

  static Digest parse(String digest) {
    try {
      return Digest.parse(digest);
    } catch (IllegalArgumentException _) {
      throw new ImageException(
          Fault.DIGEST_MALFORMED,
          "Invalid parameter at 'imageDigest' failed to satisfy constraint: 'must satisfy regular"
              + " expression '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+''");
    }
  }
}
