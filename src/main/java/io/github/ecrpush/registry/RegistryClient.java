package io.github.ecrpush.registry;

import io.github.ecrpush.credential.RegistryCredential;
import io.github.ecrpush.http.HttpRequest;
import io.github.ecrpush.http.HttpResponse;
import io.github.ecrpush.http.HttpStatusException;
import io.github.ecrpush.http.HttpTransport;
import io.github.ecrpush.http.RedirectingTransport;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.image.RawManifest;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.image.Tag;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;

/// Asks one registry about manifests and small blobs, and has it name a manifest. Threads may share
/// it.
public final class RegistryClient {

  /// What ECR takes at most; no honest registry holds a larger manifest.
  private static final int LARGEST_MANIFEST = 4 * 1024 * 1024;

  /// Configurations and other small blobs that are held in memory.
  private static final int LARGEST_BLOB = 8 * 1024 * 1024;

  private static final String DIGEST = "Docker-Content-Digest";
  private static final String ACCEPT =
      MediaType.MANIFESTS.stream().map(MediaType::value).collect(Collectors.joining(", "));

  private final URI endpoint;
  private final String authorization;
  private final HttpTransport transport;

  /// @param endpoint the registry's scheme and host, as somebody who knows has said it
  /// @param transport tries again what may go well a little later
  public RegistryClient(URI endpoint, RegistryCredential credential, HttpTransport transport) {
    this.endpoint = endpoint;
    this.authorization = basic(credential);
    this.transport = new RedirectingTransport(transport);
  }

  /// What a tag points to, as the registry says; nothing when there is no such tag.
  ///
  /// @throws RegistryException if the registry refuses
  public Optional<Digest> digestOf(RepositoryPath repository, Tag tag)
      throws IOException, InterruptedException {
    var request = request("HEAD", repository, tag.value());
    var said =
        send(
            request,
            response -> response.status() == 404 ? Optional.of("") : response.header(DIGEST));
    if (said.isEmpty()) { // the protocol leaves the header to the registry's liking
      return manifest(repository, tag).map(RawManifest::digest);
    }
    return said.get().isEmpty() ? Optional.empty() : Optional.of(digest(said.get()));
  }

  /// The manifest that a tag points to; its bytes agree with what the registry says of them.
  public Optional<RawManifest> manifest(RepositoryPath repository, Tag tag)
      throws IOException, InterruptedException {
    return get(request("GET", repository, tag.value()));
  }

  /// The manifest with this digest; its bytes have it.
  ///
  /// @throws DigestMismatchException if they do not
  public Optional<RawManifest> manifest(RepositoryPath repository, Digest digest)
      throws IOException, InterruptedException {
    var found = get(request("GET", repository, digest.toString()));
    if (found.isPresent()) {
      requireSame(digest, found.get().digest());
    }
    return found;
  }

  /// Gives a manifest that the registry has, or all of whose parts it has, a tag. It may be done
  /// twice.
  ///
  /// @throws RegistryException if the registry refuses
  public void put(RepositoryPath repository, Tag tag, RawManifest manifest)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.put(manifests(repository, tag.value()), manifest.bytes())
            .with("Content-Type", manifest.mediaType().value())
            .with("Authorization", authorization);
    var _ =
        send(
            request,
            response -> {
              if (response.status() == 404) {
                throw HttpStatusException.of(request, response);
              }
              requireTaken(manifest.digest(), response);
              return true;
            });
  }

  /// A registry that took a manifest says `201`, and mostly its digest. Another success may be a
  /// page of somebody in between.
  private static void requireTaken(Digest digest, HttpResponse response) throws IOException {
    var said = response.header(DIGEST);
    if (said.isPresent()) {
      requireSame(digest, digest(said.get()));
    } else if (response.status() != HttpURLConnection.HTTP_CREATED) {
      throw new MalformedAnswerException("a manifest was answered with neither 201 nor a digest");
    }
  }

  /// A small blob, such as a configuration; its bytes have this digest.
  ///
  /// @throws DigestMismatchException if they do not
  public Optional<byte[]> blob(RepositoryPath repository, Digest digest)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.get(endpoint.resolve("/v2/%s/blobs/%s".formatted(repository, digest)))
            .with("Authorization", authorization);
    Optional<byte[]> found =
        send(
            request,
            response ->
                response.status() == 404
                    ? Optional.empty()
                    : Optional.of(response.bytes(LARGEST_BLOB)));
    if (found.isPresent()) {
      requireSame(digest, Digest.of(found.get()));
    }
    return found;
  }

  private Optional<RawManifest> get(HttpRequest request) throws IOException, InterruptedException {
    return send(
        request,
        response -> response.status() == 404 ? Optional.empty() : Optional.of(read(response)));
  }

  private static RawManifest read(HttpResponse response) throws IOException {
    var manifest = new RawManifest(mediaType(response), response.bytes(LARGEST_MANIFEST));
    var said = response.header(DIGEST);
    if (said.isPresent()) {
      requireSame(digest(said.get()), manifest.digest());
    }
    return manifest;
  }

  private static MediaType mediaType(HttpResponse response) throws IOException {
    var type = response.header("Content-Type").orElse("");
    int parameters = type.indexOf(';');
    var mediaType = new MediaType((parameters < 0 ? type : type.substring(0, parameters)).strip());
    if (!MediaType.MANIFESTS.contains(mediaType)) {
      throw new MalformedAnswerException("a manifest has the media type `" + mediaType + "`");
    }
    return mediaType;
  }

  private <T> T send(HttpRequest request, HttpTransport.Reading<T> reading)
      throws IOException, InterruptedException {
    try {
      return transport.send(
          request,
          response -> {
            if (!response.isSuccess() && response.status() != 404) {
              throw HttpStatusException.of(request, response);
            }
            return reading.read(response);
          });
    } catch (HttpStatusException e) {
      throw new RegistryException(request, e);
    }
  }

  private HttpRequest request(String method, RepositoryPath repository, String reference) {
    var uri = manifests(repository, reference);
    var request = method.equals("HEAD") ? HttpRequest.head(uri) : HttpRequest.get(uri);
    return request.with("Accept", ACCEPT).with("Authorization", authorization);
  }

  private URI manifests(RepositoryPath repository, String reference) {
    return endpoint.resolve("/v2/%s/manifests/%s".formatted(repository, reference));
  }

  private static String basic(RegistryCredential credential) {
    var login = credential.username() + ":" + credential.password().reveal();
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  private static Digest digest(String text) throws MalformedAnswerException {
    try {
      return Digest.parse(text.strip());
    } catch (IllegalArgumentException _) { // what it says is not ours to repeat
      throw new MalformedAnswerException("the header `" + DIGEST + "` holds no SHA-256 digest");
    }
  }

  private static void requireSame(Digest expected, Digest actual) throws DigestMismatchException {
    if (!expected.equals(actual)) {
      throw new DigestMismatchException(expected, actual);
    }
  }
}
