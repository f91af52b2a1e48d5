package io.github.ecrpush.build;

import io.github.ecrpush.buildkit.filesync.LocalDirectories;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The folders that the builds of one session read, by the names that BuildKit asks for. The
/// context is the same for all; the folders of their Dockerfiles may differ.
///
/// @param byFolder the name of each folder that has a Dockerfile
record SessionFolders(Path context, Map<Path, String> byFolder) {

  static final String CONTEXT = "context";
  static final String DOCKERFILE = "dockerfile";

  static SessionFolders of(List<BuildRequest> requests) {
    var names = new LinkedHashMap<Path, String>();
    for (var request : requests) {
      names.putIfAbsent(
          request.dockerfileFolder(),
          names.isEmpty() ? DOCKERFILE : DOCKERFILE + "-" + (names.size() + 1));
    }
    return new SessionFolders(requests.getFirst().context(), names);
  }

  /// What the folder of a build's Dockerfile is called.
  String dockerfile(BuildRequest request) {
    return byFolder.getOrDefault(request.dockerfileFolder(), DOCKERFILE);
  }

  LocalDirectories directories() {
    var directories = new LinkedHashMap<String, Path>();
    directories.put(CONTEXT, context);
    byFolder.forEach((folder, name) -> directories.put(name, folder));
    return new LocalDirectories(directories);
  }
}
