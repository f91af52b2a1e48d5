package io.github.ecrpush.build.engine;

import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.model.PushResponseItem;
import io.github.ecrpush.image.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Listens to what the Engine says while it pushes. docker-java's thread calls it; what was heard
/// is asked for after that thread has ended.
final class PushStream extends ResultCallbackTemplate<PushStream, PushResponseItem> {

  private final PushProgress progress;
  private final Map<String, Long> sent = new HashMap<>();
  private final Map<String, Long> sizes = new HashMap<>();
  private volatile @Nullable String error;
  private volatile @Nullable String digest;

  PushStream(PushProgress progress) {
    this.progress = progress;
  }

  @Override
  public void onNext(PushResponseItem item) {
    var detail = item.getErrorDetail();
    if (detail != null && detail.getMessage() != null) {
      error = detail.getMessage();
    } else if (item.getAux() != null && item.getAux().getDigest() != null) {
      digest = item.getAux().getDigest();
    } else if (item.getId() != null) {
      count(item);
    }
  }

  private void count(PushResponseItem item) {
    var layer = item.getProgressDetail();
    if (layer == null || layer.getTotal() == null || layer.getCurrent() == null) {
      return;
    }
    // Layers are compressed on the way, so what was sent and the size differ a little.
    sent.put(item.getId(), Math.min(layer.getCurrent(), layer.getTotal()));
    sizes.put(item.getId(), layer.getTotal());
    progress.sent(sum(sent), sum(sizes));
  }

  private static long sum(Map<String, Long> bytes) {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }

  /// What the Engine said went wrong. It says so in a stream that began well.
  Optional<String> error() {
    return Optional.ofNullable(error);
  }

  /// The digest of the manifest that the Engine pushed.
  Optional<Digest> digest() {
    return Optional.ofNullable(digest).map(Digest::parse);
  }
}
