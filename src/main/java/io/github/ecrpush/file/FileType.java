package io.github.ecrpush.file;

/// What a file is, as the upper bits of its mode say on Unix.
public enum FileType {
  REGULAR,
  FOLDER,
  LINK,
  SOCKET,
  PIPE,
  CHARACTER_DEVICE,
  BLOCK_DEVICE,
  OTHER;

  public static FileType of(int mode) {
    return switch (mode >>> 12 & 017) {
      case 010 -> REGULAR;
      case 004 -> FOLDER;
      case 012 -> LINK;
      case 014 -> SOCKET;
      case 001 -> PIPE;
      case 002 -> CHARACTER_DEVICE;
      case 006 -> BLOCK_DEVICE;
      default -> OTHER;
    };
  }
}
