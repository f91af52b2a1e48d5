package io.github.ecrpush.file;

import java.io.IOException;

/// A file is not one that can be read whole. The message is a sentence that says why; it holds
/// neither the file's name nor what is in it.
public final class UnusableFileException extends IOException {

  private static final long serialVersionUID = 1L;

  UnusableFileException(String sentence) {
    super(sentence);
  }

  /// Why, as a whole sentence.
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
