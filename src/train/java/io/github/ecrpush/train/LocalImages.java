package io.github.ecrpush.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/// The engine's own store: it holds one image, under whatever names that has.
final class LocalImages {

  private final TinyImage image;
  private final Set<String> names = new ConcurrentSkipListSet<>();
  private final Set<String> digests = new ConcurrentSkipListSet<>();

  LocalImages(TinyImage image) {
    this.image = image;
  }

  boolean has(String nameOrId) {
    return nameOrId.equals(image.id().toString()) || names.contains(nameOrId);
  }

  void name(String name) {
    names.add(name);
  }

  void forget(String name) {
    names.remove(name);
    digests.remove(name);
  }

  void pushed(String digest) {
    digests.add(digest);
  }

  List<Map<String, Object>> list() {
    return List.of(
        Map.of(
            "Id", image.id().toString(), "RepoTags", List.copyOf(names), "Created", 1, "Size", 2));
  }

  Map<String, Object> inspect() {
    var config = new LinkedHashMap<String, Object>();
    config.put("Env", null);
    config.put("Cmd", List.of("sh"));
    config.put("ExposedPorts", Map.of("80/tcp", Map.of()));
    config.put("Volumes", null);
    config.put("Labels", Map.of("trained", "yes"));
    var all = new LinkedHashMap<String, Object>();
    all.put("Id", image.id().toString());
    all.put("RepoTags", List.copyOf(names));
    all.put("RepoDigests", List.copyOf(digests));
    all.put("Parent", "");
    all.put("Created", "2026-01-01T00:00:00.000000000Z");
    all.put("ContainerConfig", config);
    all.put("DockerVersion", "20.10.24");
    all.put("Config", config);
    all.put("Architecture", "amd64");
    all.put("Os", "linux");
    all.put("Size", 2);
    all.put("VirtualSize", 2);
    all.put("GraphDriver", Map.of("Name", "overlay2", "Data", Map.of("UpperDir", "/nowhere")));
    all.put("RootFS", Map.of("Type", "layers", "Layers", List.of(image.id().toString())));
    all.put("Metadata", Map.of("LastTagTime", "2026-01-01T00:00:00.000000000Z"));
    return all;
  }
}
