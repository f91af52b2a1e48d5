package io.github.ecrpush.build.inputs;

import io.github.ecrpush.git.index.FileStat;
import io.github.ecrpush.git.object.TreeEntry;
import java.util.Optional;

/// How a file's type and permissions are written in a tree: as git does where git would, and else
/// with all that gets into an image.
final class TreeModes {

  private static final int FOLDER = 0040755;

  private TreeModes() {}

  static String ofFolder(FileStat stat) {
    return stat.mode() == FOLDER ? TreeEntry.FOLDER : Integer.toOctalString(stat.mode());
  }

  /// Nothing for a device.
  static Optional<String> ofFile(FileStat stat) {
    return switch (stat.type()) {
      case LINK -> Optional.of(TreeEntry.LINK); // every link has all permissions
      case REGULAR, PIPE, SOCKET -> Optional.of(Integer.toOctalString(stat.mode()));
      case FOLDER, CHARACTER_DEVICE, BLOCK_DEVICE, OTHER -> Optional.empty();
    };
  }
}
