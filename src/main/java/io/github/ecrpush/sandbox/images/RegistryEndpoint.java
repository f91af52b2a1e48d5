package io.github.ecrpush.sandbox.images;

import io.github.ecrpush.sandbox.web.Answer;
import io.github.ecrpush.sandbox.web.Call;
import io.github.ecrpush.sandbox.web.Endpoint;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The registry (OCI distribution) with ECR's rules: nobody enters without a password of
/// GetAuthorizationToken, no push makes a repository, and a fixed tag stays where it is.
final class RegistryEndpoint implements Endpoint {

  private final ImageStore store;
  private final Gate gate;
  private final String address;
  private final BlobCalls blobs;
  private final ManifestCalls manifests;

  RegistryEndpoint(ImageStore store, Gate gate, LayerLinks links, InstantSource clock) {
    this.store = store;
    this.gate = gate;
    this.address = links.address();
    blobs = new BlobCalls(store, links);
    manifests = new ManifestCalls(store, clock);
  }

  @Override
  public Answer answer(Call call) throws IOException {
    return admitted(call).with("Docker-Distribution-Api-Version", "registry/2.0");
  }

  private Answer admitted(Call call) throws IOException {
    try {
      return switch (gate.admission(call)) {
        case WELCOME -> served(call);
        case UNKNOWN ->
            Answer.text(401, "text/plain; charset=utf-8", "Not Authorized\n")
                .with(
                    "WWW-Authenticate",
                    "Basic realm=\"%s/\",service=\"ecr.amazonaws.com\"".formatted(address));
        case EXPIRED ->
            throw new RefusedException(
                403,
                "DENIED",
                "Your authorization token has expired. Reauthenticate and try again.");
      };
    } catch (DeniedException e) {
      return RegistryFaults.answer(new RefusedException(403, "DENIED", e.reason()));
    } catch (ImageException e) {
      return RegistryFaults.answer(RegistryFaults.of(e));
    } catch (RefusedException e) {
      return RegistryFaults.answer(e);
    }
  }

  private Answer served(Call call) throws IOException {
    var method = call.method().equals("HEAD") ? "GET" : call.method();
    var path = RegistryPath.parse(call.path());
    mustPass(call, path);
    return switch (path) {
      case RegistryPath.Root() when method.equals("GET") -> Answer.json(200, Map.of());
      case RegistryPath.Blob(var name, var digest) when method.equals("GET") ->
          blobs.get(call, store.find(name), StoredRepository.parse(digest));
      case RegistryPath.NewUpload(var name) when method.equals("POST") ->
          blobs.begin(call, store.find(name), source -> mayRead(call, source));
      case RegistryPath.RunningUpload(var name, var id) ->
          blobs.upload(call, method, store.find(name), id);
      case RegistryPath.Manifest(var name, var reference) ->
          manifests.answer(call, method, store.find(name), reference);
      case RegistryPath.Tags(var name) when method.equals("GET") ->
          TagList.of(call, store.find(name));
      case RegistryPath.Referrers(var name, var digest) when method.equals("GET") ->
          manifests.referrers(call, store.find(name), StoredRepository.parse(digest));
      case RegistryPath.Unknown() ->
          throw new RefusedException(404, "NAME_UNKNOWN", "There is nothing at this path.");
      default -> throw unsupported();
    };
  }

  private void mustPass(Call call, RegistryPath path) {
    for (var action : path.actions(call.method())) {
      var wish = new Gate.Wish(gate.holder(call), action, path.repositories());
      gate.mustPass(wish, store.registry(), Optional.of(store));
    }
  }

  /// Whether somebody may have the layers of another repository mounted.
  private boolean mayRead(Call call, String repository) {
    var wish = new Gate.Wish(gate.holder(call), "ecr:GetDownloadUrlForLayer", List.of(repository));
    return gate.refusal(wish, store.registry(), Optional.of(store)).isEmpty();
  }

  static RefusedException unsupported() {
    return new RefusedException(405, "UNSUPPORTED", "The operation is unsupported.");
  }
}
