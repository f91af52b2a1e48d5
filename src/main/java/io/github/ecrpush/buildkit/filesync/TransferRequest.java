package io.github.ecrpush.buildkit.filesync;

import io.grpc.InternalMetadata;
import io.grpc.InternalMetadata.TrustedAsciiMarshaller;
import io.grpc.Metadata;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What BuildKit wants of a directory.
///
/// @param name which directory
/// @param include patterns of what it wants; none means all
/// @param exclude patterns of what it does not want
/// @param follow paths that it wants together with what their symbolic links lead to
record TransferRequest(
    String name, List<String> include, List<String> exclude, List<String> follow) {

  /// Reads the headers of a call.
  ///
  /// @throws IllegalArgumentException if a value is not encoded as it says
  static TransferRequest of(Metadata headers) {
    return new TransferRequest(
        String.join("", values(headers, "dir-name")),
        values(headers, "include-patterns"),
        values(headers, "exclude-patterns"),
        values(headers, "followpaths"));
  }

  private static List<String> values(Metadata headers, String name) {
    var found = headers.getAll(key(name));
    if (found == null) {
      return List.of();
    }
    boolean encoded = "1".equals(headers.get(key(name + "-encoded")));
    var values = new ArrayList<String>();
    for (var value : found) {
      values.add(encoded ? URLDecoder.decode(value, StandardCharsets.UTF_8) : value);
    }
    return values;
  }

  /// BuildKit before 0.12 sends UTF-8 where HTTP wants ASCII, which gRPC's own marshaller would
  /// turn into question marks.
  private static Metadata.Key<String> key(String name) {
    return InternalMetadata.keyOf(
        name,
        new TrustedAsciiMarshaller<String>() {
          @Override
          public byte[] toAsciiString(String value) {
            return value.getBytes(StandardCharsets.UTF_8);
          }

          @Override
          public String parseAsciiString(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
          }
        });
  }
}
