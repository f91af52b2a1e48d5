package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.json.Json;
import io.github.ecrpush.sandbox.disk.StateFolder;
import io.github.ecrpush.sandbox.images.ImageException.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/// All repositories of a registry, on disk.
final class ImageStore {

  private static final String MOUNTS = "blob-mounting";
  private static final String SETTINGS = "registry.json";

  private final Registry registry;
  private final StateFolder folder;
  private final Path place;
  private final Path root;
  private final Blobs blobs;
  private final Uploads uploads;
  private final ConcurrentSkipListMap<String, StoredRepository> repositories =
      new ConcurrentSkipListMap<>();
  private volatile RegistrySettings settings;
  private volatile Quota quota = Quota.OF_AWS;

  /// Reads what an earlier sandbox left.
  ///
  /// @param place the registry's folder in the data folder
  /// @param blobs those of all registries
  ImageStore(Registry registry, StateFolder folder, Path place, Blobs blobs) throws IOException {
    this.registry = registry;
    this.folder = folder;
    this.place = place;
    this.blobs = blobs;
    root = Files.createDirectories(place.resolve("repositories"));
    uploads = new Uploads(folder, blobs);
    var file = place.resolve(SETTINGS);
    settings =
        Files.exists(file)
            ? RegistrySettings.fromJson(Json.parse(Files.readAllBytes(file)))
            : RegistrySettings.FRESH;
    try (var folders = Files.newDirectoryStream(root)) {
      for (var found : folders) {
        var inside = new RepositoryFolder(folder, found);
        var kept = inside.settings(); // none when its making or deletion was cut short
        if (kept.isPresent()) {
          add(RepositoryFolder.name(kept.get()), inside, RepositorySettings.fromJson(kept.get()));
        }
      }
    }
  }

  private StoredRepository add(String name, RepositoryFolder inside, RepositorySettings given)
      throws IOException {
    var repository = new StoredRepository(name, registry.account(), inside, blobs, given);
    repositories.put(name, repository);
    return repository;
  }

  /// Makes a repository unless there is one of its name.
  void ensure(RepositoryPath name, Instant now) throws IOException {
    if (!repositories.containsKey(name.value())) {
      create(name.value(), RepositorySettings.plain(now));
    }
  }

  synchronized StoredRepository create(String name, RepositorySettings given) throws IOException {
    if (repositories.containsKey(checked(name))) {
      throw new ImageException(
          Fault.REPOSITORY_THERE,
          "The repository with name '%s' already exists in the registry with id '%s'"
              .formatted(name, registry.account()));
    }
    quota.mustTakeRepository(repositories.size(), registry.account());
    var inside = new RepositoryFolder(folder, root.resolve(folderName(name)));
    inside.writeSettings(name, given.toJson());
    return add(name, inside, given);
  }

  StoredRepository find(String name) {
    var repository = repositories.get(checked(name));
    if (repository == null) {
      throw new ImageException(
          Fault.REPOSITORY_MISSING,
          "The repository with name '%s' does not exist in the registry with id '%s'"
              .formatted(name, registry.account()));
    }
    return repository;
  }

  Optional<StoredRepository> lookUp(String name) {
    return Optional.ofNullable(repositories.get(name));
  }

  /// Whether a layer may be mounted from another repository, which is off in a new account.
  boolean mountsBlobs() {
    return Files.exists(place.resolve(MOUNTS));
  }

  synchronized void mountBlobs(boolean on) throws IOException {
    if (on) {
      folder.write(place.resolve(MOUNTS), new byte[0]);
    } else {
      Files.deleteIfExists(place.resolve(MOUNTS));
    }
  }

  RegistrySettings settings() {
    return settings;
  }

  /// Changes settings as they are now: several may be changed at once.
  synchronized void change(UnaryOperator<RegistrySettings> change) throws IOException {
    var changed = change.apply(settings);
    folder.write(
        place.resolve(SETTINGS), Json.write(changed.toJson()).getBytes(StandardCharsets.UTF_8));
    settings = changed;
  }

  void limit(Quota allowed) {
    quota = allowed;
  }

  /// @throws ImageException if the repository has as many images as it may have
  void mustHaveRoom(StoredRepository repository, Digest image) {
    if (repository.find(image.toString()).isEmpty()) {
      quota.mustTakeImage(repository.images().size(), repository.name(), registry.account());
    }
  }

  /// An answer about a repository, which says first which one it is.
  Map<String, Object> about(StoredRepository repository, Map<String, ?> more) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("registryId", registry.account());
    answer.put("repositoryName", repository.name());
    answer.putAll(more);
    return answer;
  }

  synchronized void delete(StoredRepository repository) throws IOException {
    repositories.remove(repository.name());
    repository.deleteAll();
  }

  /// All repositories by name.
  List<StoredRepository> all() {
    return List.copyOf(repositories.values());
  }

  Uploads uploads() {
    return uploads;
  }

  Blobs blobs() {
    return blobs;
  }

  Registry registry() {
    return registry;
  }

  String account() {
    return registry.account();
  }

  /// A name may be longer than a file's, and `team` and `team/app` may both be there.
  private static String folderName(String name) {
    return Digest.of(name.getBytes(StandardCharsets.UTF_8)).hex();
  }

  private static String checked(String name) {
    try {
      return new RepositoryPath(name).value();
    } catch (IllegalArgumentException _) {
      throw new ImageException(
          Fault.NAME_MALFORMED,
          "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular"
              + " expression '(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*''");
    }
  }
}
