package io.github.ecrpush.socket;

import java.io.IOException;
import java.net.Socket;

/// Opens connections to one party. Every call gives a new one, which belongs to the caller.
@FunctionalInterface
public interface Dialer {

  /// A connection that is ready to be written to and read from.
  ///
  /// @throws IOException if nobody listens, or the party does not let us in
  Socket dial() throws IOException;
}
