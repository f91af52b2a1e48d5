package io.github.ecrpush.sandbox.web;

import java.io.OutputStream;

/// Counts what is written, and keeps nothing of it.
final class LengthStream extends OutputStream {

  private long length;

  @Override
  public void write(int one) {
    length++;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    length += count;
  }

  long length() {
    return length;
  }
}
