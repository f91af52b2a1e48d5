package io.github.ecrpush.build;

import io.github.ecrpush.buildkit.filesync.LocalDirectories;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The folders that the builds of one session read, by the names that BuildKit asks for. The
/// context is the same for all; the folders of their Dockerfiles may differ.
///
/// @param dockerfiles the name of each folder that has a Dockerfile
/// @param named the name of each folder that a Dockerfile has a name for
record SessionFolders(Path context, Map<Path, String> dockerfiles, Map<Path, String> named) {

  static final String CONTEXT = "context";
  static final String DOCKERFILE = "dockerfile";

  static SessionFolders of(List<BuildRequest> requests) {
    var dockerfiles = new LinkedHashMap<Path, String>();
    var named = new LinkedHashMap<Path, String>();
    for (var request : requests) {
      dockerfiles.putIfAbsent(
          request.dockerfileFolder(),
          dockerfiles.isEmpty() ? DOCKERFILE : DOCKERFILE + "-" + (dockerfiles.size() + 1));
      for (var context : request.contexts().values()) {
        if (context instanceof NamedContext.Folder(Path folder)) {
          named.putIfAbsent(folder, "named-" + (named.size() + 1));
        }
      }
    }
    return new SessionFolders(requests.getFirst().context(), dockerfiles, named);
  }

  /// Where the engine finds a named context.
  String address(NamedContext context) {
    return switch (context) {
      case NamedContext.Folder(Path folder) -> "local:" + named.getOrDefault(folder, "");
      case NamedContext.Address(String address) -> address;
      case NamedContext.OtherImage(String image, var address) ->
          address.orElseThrow(
              () -> new IllegalStateException("the image " + image + " was not lent"));
    };
  }

  /// What the folder of a build's Dockerfile is called.
  String dockerfile(BuildRequest request) {
    return dockerfiles.getOrDefault(request.dockerfileFolder(), DOCKERFILE);
  }

  LocalDirectories directories() {
    var directories = new LinkedHashMap<String, Path>();
    directories.put(CONTEXT, context);
    dockerfiles.forEach((folder, name) -> directories.put(name, folder));
    named.forEach((folder, name) -> directories.put(name, folder));
    return new LocalDirectories(directories);
  }
}
