package io.github.ecrpush.sandbox.web;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/// A request's body (RFC 9112, section 6). A client that waits to be told so is told to go on when
/// somebody reads it, and not before.
final class RequestBody extends InputStream {

  private static final int CHUNKED = -1;
  private static final int LONGEST_LINE = 4096;
  private static final int BUFFER = 128 * 1024;

  private final InputStream in;
  private final AnswerWriter out;
  private final OptionalLong length;
  private final boolean chunked;
  private boolean awaited;
  private boolean ended;
  private boolean broken;
  private long left;

  private RequestBody(InputStream in, AnswerWriter out, long length, boolean awaited) {
    this.in = in;
    this.out = out;
    this.awaited = awaited;
    chunked = length == CHUNKED;
    this.length = chunked ? OptionalLong.empty() : OptionalLong.of(length);
    left = chunked ? 0 : length;
    ended = length == 0;
  }

  /// The body that a head announces.
  ///
  /// @throws RefusedException if the head contradicts itself
  static RequestBody of(RequestHead head, InputStream in, AnswerWriter out) {
    var encodings = head.values("transfer-encoding");
    var lengths = head.values("content-length").stream().distinct().toList();
    if ((!encodings.isEmpty() && !lengths.isEmpty()) || lengths.size() > 1) {
      throw RequestHead.malformed("The length of the body is ambiguous.");
    }
    long length = 0;
    if (!encodings.isEmpty()) {
      if (encodings.size() > 1 || !encodings.getFirst().equalsIgnoreCase("chunked")) {
        throw new RefusedException(501, "NotImplemented", "Only `chunked` is known here.");
      }
      length = CHUNKED;
    } else if (!lengths.isEmpty()) {
      length = number(lengths.getFirst(), 10);
    }
    return new RequestBody(in, out, length, head.expectsContinue() && length != 0);
  }

  private static long number(String text, int radix) {
    try {
      if (!text.isEmpty() && Character.digit(text.charAt(0), radix) >= 0) {
        return Long.parseLong(text, radix);
      }
    } catch (NumberFormatException _) {
      // falls through: too large or not a number
    }
    throw RequestHead.malformed("The length of the body is malformed.");
  }

  /// How long it is, where the head says so.
  OptionalLong length() {
    return length;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return readPart(buffer, offset, length);
    } catch (IOException e) {
      broken = true;
      throw e;
    }
  }

  private int readPart(byte[] buffer, int offset, int length) throws IOException {
    if (awaited) {
      awaited = false;
      out.goOn();
    }
    if (!ended && chunked && left == 0) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int read = in.read(buffer, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw new EOFException("the body broke off");
    }
    left -= read;
    if (left == 0) {
      endPart();
    }
    return read;
  }

  private void endPart() throws IOException {
    if (chunked) {
      line(); // the line break after a chunk
    } else {
      ended = true;
    }
  }

  private void nextChunk() throws IOException {
    try {
      left = number(line().split(";", 2)[0].strip(), 16);
    } catch (RefusedException e) {
      throw new IOException("a chunk is malformed", e);
    }
    if (left == 0) {
      while (!line().isEmpty()) {
        // trailers are of no use here
      }
      ended = true;
    }
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    int next = in.read();
    while (next >= 0 && next != '\n' && line.length() < LONGEST_LINE) {
      line.append((char) next);
      next = in.read();
    }
    if (next != '\n') {
      throw new EOFException("the body broke off");
    }
    return line.toString().strip();
  }

  /// Reads what nobody wanted.
  ///
  /// @return whether nothing of the body is left, so that another call can follow
  boolean drain(long most) throws IOException {
    if (awaited || broken) {
      return false; // it was never asked for, or nobody knows where it ends
    }
    var rest = new byte[BUFFER];
    long drained = 0;
    while (!ended && drained < most) {
      drained += Math.max(0, read(rest, 0, rest.length));
    }
    return ended;
  }
}
