package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.image.Digest;
import io.github.ecrpush.sandbox.identity.Seal;
import io.github.ecrpush.sandbox.web.Query;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;

/// Addresses of layers that are good for a while for whoever has them, as S3 signs them for ECR.
final class LayerLinks {

  static final String PATH = "/layers/";

  private static final String PURPOSE = "layer";
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final Registry registry;
  private final Seal seal;
  private final String address;
  private final InstantSource clock;

  LayerLinks(Registry registry, Seal seal, String address, InstantSource clock) {
    this.registry = registry;
    this.seal = seal;
    this.address = address;
    this.clock = clock;
  }

  /// Where the registry and its layers are reached, with the scheme.
  String address() {
    return address;
  }

  String to(StoredRepository repository, Digest digest) {
    var path = PATH + repository.name() + "/" + digest;
    var expires = String.valueOf(clock.instant().plus(LIFETIME).getEpochSecond());
    var signature = URLEncoder.encode(signature(path, expires), StandardCharsets.UTF_8);
    return address + path + "?X-Amz-Expires=" + expires + "&X-Amz-Signature=" + signature;
  }

  /// Whether this path was signed here and is still good.
  boolean isGood(String path, Query query) {
    var expires = query.find("X-Amz-Expires").orElse("");
    var signature = query.find("X-Amz-Signature").orElse("");
    boolean ours =
        MessageDigest.isEqual(
            signature.getBytes(StandardCharsets.UTF_8),
            signature(path, expires).getBytes(StandardCharsets.UTF_8));
    return ours && clock.instant().getEpochSecond() < Long.parseLong(expires);
  }

  private String signature(String path, String expires) {
    return seal.derive(PURPOSE, registry.arn(path) + expires);
  }
}
