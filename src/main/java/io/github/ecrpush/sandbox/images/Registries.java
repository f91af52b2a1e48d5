package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.sandbox.accounts.AccessControl;
import io.github.ecrpush.sandbox.disk.StateFolder;
import io.github.ecrpush.sandbox.identity.RegistryPasswords;
import io.github.ecrpush.sandbox.identity.Seal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// All registries of the sandbox. One is at home, in the data folder itself and on the main
/// listener; the others are opened when they are first asked for, each in a folder and under a host
/// of its own.
public final class Registries {

  private final Registry home;
  private final Ground ground;
  private final Hosts hosts;
  private final Gate gate;
  private final Blobs blobs;
  private final Map<Registry, OpenRegistry> open = new ConcurrentHashMap<>();
  private volatile Quota quota = Quota.OF_AWS;

  /// Gives a registry a host.
  @FunctionalInterface
  public interface Hosts {
    /// Where the registry is reached from now on, with the scheme.
    String open(Registry registry) throws IOException;
  }

  /// What all registries stand on.
  public record Ground(
      StateFolder folder,
      Seal seal,
      RegistryPasswords passwords,
      AccessControl control,
      InstantSource clock) {}

  public Registries(Registry home, Ground ground, Hosts hosts) throws IOException {
    this.home = home;
    this.ground = ground;
    this.hosts = hosts;
    gate = new Gate(ground.passwords(), ground.control());
    blobs = new Blobs(ground.folder());
    open(home);
  }

  /// Makes repositories at home that are not there yet.
  public void ensure(List<RepositoryPath> names) throws IOException {
    for (var name : names) {
      open(home).store().ensure(name, ground.clock().instant());
    }
  }

  /// A registry, which is opened when nobody asked for it before.
  public OpenRegistry open(Registry registry) throws IOException {
    var known = open.get(registry);
    return known == null ? opened(registry) : known;
  }

  private synchronized OpenRegistry opened(Registry registry) throws IOException {
    var known = open.get(registry);
    if (known != null) {
      return known;
    }
    var store = new ImageStore(registry, ground.folder(), place(registry), blobs);
    var links = new LayerLinks(registry, ground.seal(), hosts.open(registry), ground.clock());
    store.limit(quota);
    var opened = new OpenRegistry(store, links, gate, ground.clock());
    open.put(registry, opened);
    return opened;
  }

  /// A registry that somebody has used before.
  Optional<OpenRegistry> find(Registry registry) throws IOException {
    return open.containsKey(registry) || Files.exists(place(registry))
        ? Optional.of(open(registry))
        : Optional.empty();
  }

  /// Allows only so much in every registry.
  public synchronized void limit(Quota allowed) {
    quota = allowed;
    open.values().forEach(registry -> registry.store().limit(allowed));
  }

  private Path place(Registry registry) {
    return registry.equals(home)
        ? ground.folder().file("")
        : ground.folder().file("registries").resolve(registry.account() + "-" + registry.region());
  }

  Gate gate() {
    return gate;
  }
}
