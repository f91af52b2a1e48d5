package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.sandbox.images.ImageException.Fault;
import io.github.ecrpush.sandbox.web.Answer;
import io.github.ecrpush.sandbox.web.Call;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Blobs of the registry: sent, asked for and mounted.
final class BlobCalls {

  private static final Pattern CONTENT_RANGE =
      Pattern.compile("(?:bytes )?(\\d{1,18})-(\\d{1,18})(?:/.*)?");

  private final ImageStore store;
  private final LayerLinks links;

  BlobCalls(ImageStore store, LayerLinks links) {
    this.store = store;
    this.links = links;
  }

  /// Says where a blob is: ECR sends its bytes from elsewhere.
  Answer get(Call call, StoredRepository repository, Digest digest) {
    var layer = repository.layer(digest);
    if (call.method().equals("HEAD")) {
      return LayerEndpoint.bytes(layer, digest);
    }
    return Answer.empty(307)
        .with("Location", links.to(repository, digest))
        .with("Docker-Content-Digest", digest.toString());
  }

  /// Begins an upload, or spares it: by a mount when that is allowed, or by taking the whole blob
  /// at once.
  Answer begin(Call call, StoredRepository repository, Predicate<String> mayRead)
      throws IOException {
    var query = call.query();
    var mount = query.find("mount");
    var from = query.find("from").filter(mayRead).orElse("");
    if (mount.isPresent() && isMounted(repository, mount.get(), from)) {
      return created(repository, StoredRepository.parse(mount.get()));
    }
    var upload = store.uploads().begin(repository);
    if (query.find("digest").isPresent()) {
      return finish(call, repository, upload);
    }
    return progress(202, repository, upload);
  }

  /// ECR mounts only within an account whose setting `BLOB_MOUNTING` is on; any other answer is a
  /// plain upload.
  private boolean isMounted(StoredRepository repository, String digest, String from)
      throws IOException {
    var wanted = StoredRepository.parse(digest);
    if (!store.mountsBlobs() || from.isEmpty()) {
      return false;
    }
    var source = store.lookUp(from);
    if (source.isEmpty() || !source.get().hasLayer(wanted)) {
      return false;
    }
    repository.addLayer(wanted);
    return true;
  }

  Answer upload(Call call, String method, StoredRepository repository, String id)
      throws IOException {
    var upload = store.uploads().find(repository, id);
    return switch (method) {
      case "GET" -> progress(204, repository, upload);
      case "PATCH" -> {
        try {
          upload.append(call.body(), offset(call));
        } catch (ImageException e) {
          if (e.fault() == Fault.UPLOAD_OUT_OF_ORDER) {
            yield progress(416, repository, upload);
          }
          throw e;
        }
        yield progress(202, repository, upload);
      }
      case "PUT" -> finish(call, repository, upload);
      case "DELETE" -> {
        store.uploads().cancel(upload);
        yield Answer.empty(204);
      }
      default -> throw RegistryEndpoint.unsupported();
    };
  }

  private static OptionalLong offset(Call call) {
    var range = call.header("Content-Range");
    if (range.isEmpty()) {
      return OptionalLong.empty();
    }
    var matcher = CONTENT_RANGE.matcher(range.get());
    if (!matcher.matches()) {
      throw new RefusedException(416, "BLOB_UPLOAD_INVALID", "The Content-Range is malformed.");
    }
    return OptionalLong.of(Long.parseLong(matcher.group(1)));
  }

  private Answer finish(Call call, StoredRepository repository, Upload upload) throws IOException {
    var digest = StoredRepository.parse(call.query().find("digest").orElse(""));
    upload.append(call.body(), offset(call));
    store.uploads().finish(repository, upload, digest);
    return created(repository, digest);
  }

  private static Answer created(StoredRepository repository, Digest digest) {
    return Answer.empty(201)
        .with("Location", "/v2/%s/blobs/%s".formatted(repository.name(), digest))
        .with("Docker-Content-Digest", digest.toString());
  }

  private static Answer progress(int status, StoredRepository repository, Upload upload) {
    return Answer.empty(status)
        .with("Location", "/v2/%s/blobs/uploads/%s".formatted(repository.name(), upload.id()))
        .with("Docker-Upload-UUID", upload.id())
        .with("Range", "0-" + Math.max(0, upload.size() - 1));
  }
}
