package io.github.ecrpush.build;

import io.github.ecrpush.build.BuildRecord.BaseImage;
import io.github.ecrpush.build.engine.Engine;
import io.github.ecrpush.build.engine.EngineDigests;
import io.github.ecrpush.buildkit.Material;
import io.github.ecrpush.dockerfile.ImageName;
import io.github.ecrpush.image.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The digests that the steps of a build do not tell, and the engine's BuildKit does when the build
/// has ended: of images that come by a context.
///
/// @param ref of a build that went well
record BaseDigests(MetEngine engine, String ref) {

  /// The same bases, those with their digest of which it is known.
  List<BaseImage> added(List<BaseImage> bases) throws InterruptedException {
    if (bases.stream().allMatch(base -> base.digest().isPresent())) {
      return bases;
    }
    var known =
        engine.client().materials(ref).stream()
            .collect(
                Collectors.toMap(
                    material -> ImageName.completed(material.name()),
                    Material::digest,
                    (one, _) -> one));
    var resolved = new ArrayList<BaseImage>();
    for (var base : bases) {
      resolved.add(
          base.digest().isPresent() ? base : new BaseImage(base.name(), digest(base, known)));
    }
    return resolved;
  }

  /// What Docker's own store calls the digest of an image that it has is no digest of a manifest.
  private Optional<Digest> digest(BaseImage base, Map<String, Digest> known)
      throws InterruptedException {
    boolean isOwn =
        engine.engine().store() == Engine.Store.GRAPH
            && new EngineDigests(engine.engine()).onEngine(base.name()).isPresent();
    return isOwn ? Optional.empty() : Optional.ofNullable(known.get(base.name()));
  }
}
