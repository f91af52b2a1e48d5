package io.github.ecrpush.git.index;

import io.github.ecrpush.git.object.ObjectFormat;
import io.github.ecrpush.git.object.ObjectId;
import io.github.ecrpush.git.object.TreeEntry;

/// A file in git's index, read where it stands: most of tens of thousands are asked little.
///
/// Numbers there have 32 bits; sizes and the numbers of files lose what is above.
public final class IndexEntry {

  private static final long SECOND = 1_000_000_000L;

  private static final int TYPE = 0170000;
  private static final int REPOSITORY = 0160000;
  private static final int LINK = 0120000;
  private static final int REGULAR = 0100000;
  private static final int OWNER_RUNS = 0100;

  private static final int CHANGED = 0;
  private static final int MODIFIED = 8;
  private static final int NUMBER = 20;
  private static final int MODE = 24;
  private static final int SIZE = 36;
  private static final int ID = 40;

  private static final int UNWATCHED = 0x8000;
  private static final int EXTENDED = 0x4000;
  private static final int LEFT_OUT = 0x4000;
  private static final int ANNOUNCED = 0x2000;

  private final byte[] index;
  private final int start;
  private final ObjectFormat format;

  /// @param start where it begins; as far as its path it is within the bytes
  IndexEntry(byte[] index, int start, ObjectFormat format) {
    this.index = index;
    this.start = start;
    this.format = format;
  }

  /// What stands before the path, in bytes.
  static int length(byte[] index, int start, ObjectFormat format) {
    int flags = ID + format.bytes();
    return flags + ((index[start + flags] & (EXTENDED >> 8)) == 0 ? 2 : 4);
  }

  private int number(int at) {
    int from = start + at;
    return (index[from] << 24)
        | ((index[from + 1] & 0xff) << 16)
        | ((index[from + 2] & 0xff) << 8)
        | (index[from + 3] & 0xff);
  }

  private int flags() {
    return number(ID + format.bytes()) >>> 16;
  }

  private int moreFlags() {
    return (flags() & EXTENDED) == 0 ? 0 : number(ID + format.bytes()) & 0xffff;
  }

  /// What git would commit of it.
  public ObjectId id() {
    return ObjectId.at(index, start + ID, format);
  }

  /// Not 0 in a conflict that is not resolved.
  public int stage() {
    return (flags() >> 12) & 3;
  }

  /// Whether the user said that it never changes.
  public boolean isUnwatched() {
    return (flags() & UNWATCHED) != 0;
  }

  /// Whether it is not to be in the working tree.
  public boolean isLeftOut() {
    return (moreFlags() & LEFT_OUT) != 0;
  }

  /// Whether it is to be added, but nothing of it was yet.
  public boolean isAnnounced() {
    return (moreFlags() & ANNOUNCED) != 0;
  }

  /// Whether it is the commit of a submodule.
  public boolean isRepository() {
    return (number(MODE) & TYPE) == REPOSITORY;
  }

  private boolean isProgram() {
    return (number(MODE) & OWNER_RUNS) != 0;
  }

  /// Whether a file is still of the kind that was committed.
  ///
  /// @param programs whether this file system tells programs from other files
  public boolean isKindOf(FileStat file, boolean programs) {
    return switch (number(MODE) & TYPE) {
      case LINK -> file.isLink();
      case REGULAR -> file.isRegular() && (!programs || isProgram() == file.isProgram());
      default -> false;
    };
  }

  /// Whether a file looks as it did when git saw it.
  boolean looksLike(FileStat file) {
    return number(SIZE) == (int) file.size()
        && isAt(MODIFIED, file.modified())
        && isAt(CHANGED, file.changed())
        && number(NUMBER) == (int) file.number();
  }

  private boolean isAt(int time, long nanoseconds) {
    return number(time) == (int) Math.floorDiv(nanoseconds, SECOND)
        && number(time + 4) == (int) Math.floorMod(nanoseconds, SECOND);
  }

  /// The mode as a folder has it.
  public String treeMode() {
    return switch (number(MODE) & TYPE) {
      case REPOSITORY -> TreeEntry.REPOSITORY;
      case LINK -> TreeEntry.LINK;
      default -> isProgram() ? TreeEntry.PROGRAM : TreeEntry.FILE;
    };
  }
}
