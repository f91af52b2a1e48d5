package io.github.ecrpush.buildkit.session;

import io.github.ecrpush.buildkit.wire.ControlGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Opens sessions as a stream of bytes within the connection to BuildKit: every BuildKit has this
/// way.
public record StreamSessionLink(Channel channel) implements SessionLink {

  private static final int ON_ITS_WAY = 1 << 20;

  @Override
  public Socket connect(Map<String, List<String>> headers) {
    var metadata = new Metadata();
    headers.forEach((name, values) -> {
      var key = Metadata.Key.of(name.toLowerCase(Locale.ROOT), Metadata.ASCII_STRING_MARSHALLER);
      values.forEach(value -> metadata.put(key, value));
    });
    var call =
        channel.newCall(
            ControlGrpc.getSessionMethod(), CallOptions.DEFAULT.withOnReadyThreshold(ON_ITS_WAY));
    return Tunnel.open(call, metadata);
  }
}
