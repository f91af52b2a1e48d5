package io.github.ecrpush.aws;

import io.github.ecrpush.http.RedactedUri;
import java.net.URI;
import java.util.Optional;

/// A service of AWS in a region, or what stands in its place. As text it is what a reader knows it
/// by: `STS in eu-west-3`.
///
/// @param other where it is when it is not at AWS
public record AwsServer(String service, AwsRegion region, Optional<URI> other) {

  /// Where AWS has it.
  public static AwsServer atAws(String service, AwsRegion region) {
    return new AwsServer(service, region, Optional.empty());
  }

  @Override
  public String toString() {
    return other
        .map(uri -> "%s at `%s`".formatted(service, RedactedUri.of(uri)))
        .orElseGet(() -> "%s in %s".formatted(service, region));
  }
}
