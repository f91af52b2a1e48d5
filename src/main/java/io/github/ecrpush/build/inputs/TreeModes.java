package io.github.ecrpush.build.inputs;

import io.github.ecrpush.git.index.FileStat;
import io.github.ecrpush.git.object.TreeEntry;
import java.util.Optional;

/// How a file's type and permissions are written in a tree: as git does where git would, and else
/// with all that gets into an image.
final class TreeModes {

  private static final int TYPE = 0170000;
  private static final int SOCKET = 0140000;
  private static final int PIPE = 0010000;
  private static final int FOLDER = 0040755;
  private static final int LINK = 0120000;

  private TreeModes() {}

  static String ofFolder(FileStat stat) {
    return stat.mode() == FOLDER ? TreeEntry.FOLDER : Integer.toOctalString(stat.mode());
  }

  /// Nothing for a device.
  static Optional<String> ofFile(FileStat stat) {
    if (stat.isRegular()) {
      return Optional.of(Integer.toOctalString(stat.mode()));
    }
    return switch (stat.mode() & TYPE) {
      case LINK -> Optional.of(TreeEntry.LINK); // every link has all permissions
      case PIPE, SOCKET -> Optional.of(Integer.toOctalString(stat.mode()));
      default -> Optional.empty();
    };
  }
}
