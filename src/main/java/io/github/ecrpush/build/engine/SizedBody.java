package io.github.ecrpush.build.engine;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/// A body of a length that was said before. One that ends early is an error and not an end.
final class SizedBody extends FilterInputStream {

  private long left;

  SizedBody(InputStream in, long length) {
    super(in);
    this.left = length;
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
    if (left == 0) {
      return -1;
    }
    int read = in.read(buffer, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new ProtocolException("the answer ended " + left + " bytes too early");
    }
    left -= read;
    return read;
  }

  @Override
  public long skip(long wish) throws IOException {
    long skipped = in.skip(Math.min(wish, left));
    left -= skipped;
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(in.available(), left);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
