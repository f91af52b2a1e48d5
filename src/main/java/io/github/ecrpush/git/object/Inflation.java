package io.github.ecrpush.git.object;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Takes compressed bytes apart, and no more of them than was announced: what is a few bytes here
/// may be gigabytes there.
final class Inflation implements AutoCloseable {

  private static final int PIECE = 8 << 10;

  private final Inflater inflater = new Inflater();
  private final Source source;
  private final byte[] piece = new byte[PIECE];

  /// Where the compressed bytes come from.
  @FunctionalInterface
  interface Source {

    /// Fills a part of the buffer, and says how much; less than one at the end.
    int read(byte[] buffer) throws IOException;
  }

  Inflation(Source source) {
    this.source = source;
  }

  /// Up to so many bytes; fewer only at the end.
  byte[] read(int most) throws IOException {
    var bytes = new byte[Math.min(most, PIECE)];
    int length = 0;
    while (length < most) {
      if (length == bytes.length) { // grown with what is there, not with what was announced
        bytes = Arrays.copyOf(bytes, (int) Math.min(most, 2L * bytes.length));
      }
      int more = inflate(bytes, length);
      if (more == 0) {
        break;
      }
      length += more;
    }
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  private int inflate(byte[] into, int from) throws IOException {
    try {
      while (!inflater.finished()) {
        int length = inflater.inflate(into, from, into.length - from);
        if (length > 0) {
          return length;
        }
        if (inflater.needsDictionary()) {
          throw new IOException("git compresses without a dictionary");
        }
        if (inflater.needsInput()) {
          int read = source.read(piece);
          if (read < 1) {
            throw new IOException("the compressed bytes end too early");
          }
          inflater.setInput(piece, 0, read);
        }
      }
      return 0;
    } catch (DataFormatException e) {
      throw new IOException("these are no compressed bytes", e);
    }
  }

  @Override
  public void close() {
    inflater.close();
  }
}
