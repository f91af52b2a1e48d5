package io.github.ecrpush.config;

/// A piece of a file, as short as a message needs it.
final class Shown {

  private static final int LETTERS = 100;

  private Shown() {}

  static String of(String text) {
    return text.length() <= LETTERS ? text : text.substring(0, LETTERS) + "…";
  }
}
