package io.github.ecrpush.buildkit.session;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The secrets that a build may mount, by their ids. A value is got when the build asks for it and
/// not kept.
public final class BuildSecrets {

  private static final BuildSecrets NONE = new BuildSecrets(Map.of());

  private final Map<String, Supplier<byte[]>> byId;

  public BuildSecrets(Map<String, ? extends Supplier<byte[]>> byId) {
    this.byId = Map.copyOf(byId);
  }

  public static BuildSecrets none() {
    return NONE;
  }

  Optional<byte[]> find(String id) {
    return Optional.ofNullable(byId.get(id)).map(Supplier::get);
  }

  @Override
  public String toString() {
    return "secrets " + byId.keySet();
  }
}
