package io.github.ecrpush.registry;

import io.github.ecrpush.http.HttpRequest;
import io.github.ecrpush.http.HttpStatusException;
import io.github.ecrpush.http.RedactedUri;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/// A registry refused a request. Carries facts; the words for people are somebody else's.
public final class RegistryException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String method;
  private final String uri;
  private final int status;
  private final transient List<RegistryError> errors;
  private final boolean temporary;

  RegistryException(HttpRequest request, HttpStatusException answer) {
    this(
        request.method(),
        RedactedUri.of(request.uri()),
        answer.status(),
        RegistryError.parse(answer.body()),
        answer.isTemporary());
  }

  public RegistryException(
      String method, String uri, int status, List<RegistryError> errors, boolean temporary) {
    super(
        "%s %s was answered with status %d%s"
            .formatted(
                method,
                uri,
                status,
                errors.stream().map(error -> " " + error.code()).collect(Collectors.joining())));
    this.method = method;
    this.uri = uri;
    this.status = status;
    this.errors = List.copyOf(errors);
    this.temporary = temporary;
  }

  public String method() {
    return method;
  }

  /// The address without anything secret.
  public String uri() {
    return uri;
  }

  public int status() {
    return status;
  }

  /// What the registry said; empty when it said nothing that could be read, as after a `HEAD`.
  public List<RegistryError> errors() {
    return errors;
  }

  /// Whether the same request may be answered better a little later.
  public boolean isTemporary() {
    return temporary;
  }
}
