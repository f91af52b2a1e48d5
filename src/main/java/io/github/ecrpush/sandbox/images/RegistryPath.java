package io.github.ecrpush.sandbox.images;

import java.util.List;

/// What a path below `/v2/` names. Paths are read from their end, because a repository may be
/// called `blobs` or `team/manifests`.
sealed interface RegistryPath {

  record Root() implements RegistryPath {}

  record Manifest(String repository, String reference) implements RegistryPath {}

  record Blob(String repository, String digest) implements RegistryPath {}

  record NewUpload(String repository) implements RegistryPath {}

  record RunningUpload(String repository, String id) implements RegistryPath {}

  record Tags(String repository) implements RegistryPath {}

  record Referrers(String repository, String digest) implements RegistryPath {}

  record Unknown() implements RegistryPath {}

  /// The actions that policies have to allow for a call here; none where a login is enough. Whoever
  /// ends an upload may send its last bytes with it.
  default List<String> actions(String method) {
    return switch (this) {
      case Root() -> List.of();
      case Unknown() -> List.of();
      case Manifest _ ->
          switch (method) {
            case "PUT" -> List.of("ecr:PutImage");
            case "DELETE" -> List.of("ecr:BatchDeleteImage");
            default -> List.of("ecr:BatchGetImage");
          };
      case Blob _ ->
          List.of(
              method.equals("HEAD")
                  ? "ecr:BatchCheckLayerAvailability"
                  : "ecr:GetDownloadUrlForLayer");
      case NewUpload _ -> List.of("ecr:InitiateLayerUpload");
      case RunningUpload _ ->
          method.equals("PUT")
              ? List.of("ecr:UploadLayerPart", "ecr:CompleteLayerUpload")
              : List.of("ecr:UploadLayerPart");
      case Tags _ -> List.of("ecr:ListImages");
      case Referrers _ -> List.of("ecr:BatchGetImage");
    };
  }

  /// The repository that is named, if one is.
  default List<String> repositories() {
    return switch (this) {
      case Root() -> List.of();
      case Unknown() -> List.of();
      case Manifest(var repository, _) -> List.of(repository);
      case Blob(var repository, _) -> List.of(repository);
      case NewUpload(var repository) -> List.of(repository);
      case RunningUpload(var repository, _) -> List.of(repository);
      case Tags(var repository) -> List.of(repository);
      case Referrers(var repository, _) -> List.of(repository);
    };
  }

  /// Reads a path as it was sent.
  static RegistryPath parse(String path) {
    if (path.equals("/v2") || path.equals("/v2/")) {
      return new Root();
    }
    var parts = List.of(path.substring("/v2/".length()).split("/", -1));
    int size = parts.size();
    if (size < 3) {
      return new Unknown();
    }
    var last = parts.get(size - 1);
    var before = parts.get(size - 2);
    if (size > 3 && parts.get(size - 3).equals("blobs") && before.equals("uploads")) {
      var repository = name(parts, 3);
      return last.isEmpty() ? new NewUpload(repository) : new RunningUpload(repository, last);
    }
    var repository = name(parts, 2);
    return switch (before) {
      case "blobs" ->
          last.equals("uploads") ? new NewUpload(repository) : new Blob(repository, last);
      case "manifests" -> new Manifest(repository, last);
      case "tags" -> last.equals("list") ? new Tags(repository) : new Unknown();
      case "referrers" -> new Referrers(repository, last);
      default -> new Unknown();
    };
  }

  private static String name(List<String> parts, int suffix) {
    return String.join("/", parts.subList(0, parts.size() - suffix));
  }
}
