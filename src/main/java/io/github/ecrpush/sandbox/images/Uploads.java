package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.sandbox.disk.StateFolder;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// The blobs that are being sent. They end with the process: a sender that comes back after a
/// restart begins anew.
final class Uploads {

  private final StateFolder folder;
  private final Blobs blobs;
  private final Map<String, Upload> open = new ConcurrentHashMap<>();

  Uploads(StateFolder folder, Blobs blobs) {
    this.folder = folder;
    this.blobs = blobs;
  }

  Upload begin(StoredRepository repository) {
    var upload = new Upload(UUID.randomUUID().toString(), repository.name(), folder.part());
    open.put(upload.id(), upload);
    return upload;
  }

  Upload find(StoredRepository repository, String id) {
    var upload = open.get(id);
    if (upload == null || !upload.repository().equals(repository.name())) {
      throw Upload.missing(id, repository.name());
    }
    return upload;
  }

  /// Ends an upload, well or not, and makes its blob one of the repository's layers.
  void finish(StoredRepository repository, Upload upload, Digest digest) throws IOException {
    open.remove(upload.id());
    upload.finish(digest, blobs);
    repository.addLayer(digest);
  }

  void cancel(Upload upload) throws IOException {
    open.remove(upload.id());
    upload.cancel();
  }
}
