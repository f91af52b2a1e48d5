package io.github.ecrpush.build.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/// A body in chunks, each with its length before it. One that ends before its last chunk is an
/// error and not an end.
final class ChunkedBody extends InputStream {

  private final InputStream in;
  private long left;
  private boolean started;
  private boolean ended;

  ChunkedBody(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int read = in.read(buffer, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new ProtocolException("the answer ended in the middle of a chunk");
    }
    left -= read;
    return read;
  }

  private void nextChunk() throws IOException {
    if (started && !EngineHttp.readLine(in).isEmpty()) {
      throw new ProtocolException("a chunk is longer than it said");
    }
    started = true;
    var line = EngineHttp.readLine(in);
    int extension = line.indexOf(';');
    var size = (extension < 0 ? line : line.substring(0, extension)).strip();
    try {
      left = Long.parseLong(size, 16);
    } catch (NumberFormatException _) {
      left = -1;
    }
    if (left < 0) {
      throw new ProtocolException("a chunk has no length");
    }
    if (left == 0) {
      ended = true;
      while (!EngineHttp.readLine(in).isEmpty()) {
        // Trailers say nothing that we need.
      }
    }
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(in.available(), left);
  }
}
