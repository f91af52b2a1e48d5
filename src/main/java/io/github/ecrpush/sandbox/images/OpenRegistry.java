package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.sandbox.web.Answer;
import io.github.ecrpush.sandbox.web.Call;
import io.github.ecrpush.sandbox.web.Endpoint;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// A registry with a host of its own, under which it is asked for manifests, blobs and layers. What
/// is asked of it by ECR's API comes from wherever the API was called.
public final class OpenRegistry implements Endpoint {

  private final ImageStore store;
  private final LayerLinks links;
  private final RegistryEndpoint registry;
  private final LayerEndpoint layers;
  private final Map<String, EcrEndpoint.Operation> operations = new LinkedHashMap<>();

  OpenRegistry(ImageStore store, LayerLinks links, Gate gate, InstantSource clock) {
    this.store = store;
    this.links = links;
    registry = new RegistryEndpoint(store, gate, links, clock);
    layers = new LayerEndpoint(store, links);
    var host = address().substring(address().indexOf("://") + 3);
    operations.putAll(new RepositoryOperations(store, host, clock).all());
    operations.putAll(new ImageOperations(store, clock).all());
    operations.putAll(new LayerOperations(store, links).all());
    operations.putAll(new PolicyOperations(store).all());
    operations.putAll(new LifecycleOperations(store, clock).all());
    operations.putAll(new ScanningOperations(store).all());
    operations.putAll(new ScanOperations(store, clock).all());
    operations.putAll(new ResourceTagOperations(store).all());
    operations.putAll(new RegistryOperations(store).all());
  }

  /// What this endpoint answers, beside the API.
  public static boolean isIts(String path) {
    return path.equals("/v2") || path.startsWith("/v2/") || path.startsWith(LayerLinks.PATH);
  }

  @Override
  public Answer answer(Call call) throws IOException {
    return call.path().startsWith(LayerLinks.PATH) ? layers.answer(call) : registry.answer(call);
  }

  ImageStore store() {
    return store;
  }

  /// Where it is reached, with the scheme.
  String address() {
    return links.address();
  }

  EcrEndpoint.Operation operation(String name) {
    return Objects.requireNonNull(operations.get(name));
  }
}
