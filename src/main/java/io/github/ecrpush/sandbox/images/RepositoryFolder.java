package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.json.JsonTree;
import io.github.ecrpush.sandbox.disk.StateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where one repository is kept.
final class RepositoryFolder {

  private static final String SETTINGS = "repository.json";

  private static final String IMAGES = "images.json";
  private static final String MANIFESTS = "manifests";
  private static final String LAYERS = "layers";

  private final StateFolder folder;
  private final Path root;

  RepositoryFolder(StateFolder folder, Path root) {
    this.folder = folder;
    this.root = root;
  }

  /// The repository's name and settings, if it is there.
  Optional<JsonTree> settings() throws IOException {
    var file = root.resolve(SETTINGS);
    return Files.exists(file)
        ? Optional.of(Json.parse(Files.readAllBytes(file)))
        : Optional.empty();
  }

  static String name(JsonTree settings) {
    return settings.at("name").text().orElseThrow();
  }

  void writeSettings(String name, Map<String, Object> settings) throws IOException {
    var named = new LinkedHashMap<String, Object>();
    named.put("name", name);
    named.putAll(settings);
    write(root.resolve(SETTINGS), named);
  }

  /// Images and tags, in one file so that they never contradict each other.
  JsonTree images() throws IOException {
    var file = root.resolve(IMAGES);
    return Files.exists(file) ? Json.parse(Files.readAllBytes(file)) : new JsonTree(Map.of());
  }

  void writeImages(Map<String, Object> images) throws IOException {
    write(root.resolve(IMAGES), images);
  }

  private void write(Path file, Map<String, Object> json) throws IOException {
    folder.write(file, Json.write(json).getBytes(StandardCharsets.UTF_8));
  }

  Path manifest(Digest digest) {
    return root.resolve(MANIFESTS).resolve(digest.hex());
  }

  void writeManifest(Digest digest, byte[] bytes) throws IOException {
    folder.write(manifest(digest), bytes);
  }

  boolean hasLayer(Digest digest) {
    return Files.exists(root.resolve(LAYERS).resolve(digest.hex()));
  }

  void addLayer(Digest digest) throws IOException {
    if (!hasLayer(digest)) {
      folder.write(root.resolve(LAYERS).resolve(digest.hex()), new byte[0]);
    }
  }

  /// Deletes the repository, the settings first: without them it is not there.
  void delete() throws IOException {
    for (var file : List.of(SETTINGS, IMAGES)) {
      Files.deleteIfExists(root.resolve(file));
    }
    for (var name : List.of(MANIFESTS, LAYERS)) {
      var files = root.resolve(name);
      if (Files.exists(files)) {
        try (var entries = Files.newDirectoryStream(files)) {
          for (var entry : entries) {
            Files.delete(entry);
          }
        }
        Files.delete(files);
      }
    }
    Files.delete(root);
  }
}
