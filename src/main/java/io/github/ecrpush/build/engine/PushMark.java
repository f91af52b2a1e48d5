package io.github.ecrpush.build.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.ecrpush.build.engine.EngineImages.LocalImage;
import io.github.ecrpush.image.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A name of ours on an image that is being pushed. One mark of a run holds the image on the
/// Engine; one more for each name that is [lent][LentName] to it tells other runs that this name is
/// not the user's. A run that is killed cannot take its marks away: they carry its
/// [stamp][RunStamp], and the runs after it do.
///
/// @param lent the name that is lent, as a short hash, because a name does not fit into a tag; none
///   for the mark that holds
record PushMark(Optional<String> lent, RunStamp stamp) {

  /// The repository whose tags are the marks. Nothing can be pushed to it.
  static final String REPOSITORY = "ecr-push.invalid/pushing";

  private static final String HOLDS = "hold";
  private static final int HASH_LENGTH = 32;

  static PushMark holding(RunStamp stamp) {
    return new PushMark(Optional.empty(), stamp);
  }

  static PushMark lending(String name, RunStamp stamp) {
    return new PushMark(Optional.of(hash(name)), stamp);
  }

  private static String hash(String name) {
    return Digest.of(name.getBytes(UTF_8)).hex().substring(0, HASH_LENGTH);
  }

  /// The marks on an image.
  static List<PushMark> on(LocalImage image) {
    var marks = new ArrayList<PushMark>();
    for (var name : image.names()) {
      if (name.startsWith(REPOSITORY + ":")) {
        parse(name.substring(REPOSITORY.length() + 1)).ifPresent(marks::add);
      }
    }
    return marks;
  }

  private static Optional<PushMark> parse(String tag) {
    int dot = tag.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    var lent = Optional.of(tag.substring(0, dot)).filter(kind -> !kind.equals(HOLDS));
    return RunStamp.parse(tag.substring(dot + 1)).map(stamp -> new PushMark(lent, stamp));
  }

  boolean lends(String name) {
    return lent.equals(Optional.of(hash(name)));
  }

  String tag() {
    return lent.orElse(HOLDS) + "." + stamp;
  }

  void put(EngineImages images, Digest image)
      throws EnginePushException, ImageGoneException, InterruptedException {
    images.name(image, REPOSITORY, tag());
  }

  void remove(EngineImages images) throws EnginePushException, InterruptedException {
    images.forget(REPOSITORY + ":" + tag());
  }

  /// Takes away what killed runs left: the names they lent, then their marks, and with the last one
  /// the image.
  static void forgetTheKilled(EngineImages images, EngineContainers containers, Instant now)
      throws EnginePushException, InterruptedException {
    for (var image : images.in(REPOSITORY)) {
      var marks = on(image);
      var abandoned =
          marks.stream()
              .filter(mark -> mark.stamp().isAbandoned(now, containers::isRunning))
              .toList();
      for (var name : image.names()) {
        boolean inUse =
            marks.stream().anyMatch(mark -> mark.lends(name) && !abandoned.contains(mark));
        if (!inUse && abandoned.stream().anyMatch(mark -> mark.lends(name))) {
          images.forget(name);
        }
      }
      for (var mark : abandoned) {
        mark.remove(images);
      }
    }
  }
}
