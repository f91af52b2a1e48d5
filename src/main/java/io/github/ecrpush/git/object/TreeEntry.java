package io.github.ecrpush.git.object;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A name in a folder, as git keeps it.
///
/// @param mode what it is, in octal: `100644`, `100755`, `120000` a link, `40000` a folder,
///   `160000` the commit of another repository
public record TreeEntry(String mode, String name, ObjectId id) {

  public static final String FOLDER = "40000";
  public static final String FILE = "100644";
  public static final String PROGRAM = "100755";
  public static final String LINK = "120000";
  public static final String REPOSITORY = "160000";

  static final String TREE = "tree";

  public boolean isFolder() {
    return mode.equals(FOLDER);
  }

  /// The id of a folder with these in it, in whatever order they come.
  public static ObjectId treeOf(List<TreeEntry> entries, ObjectFormat format) {
    var lines = new ArrayList<Line>(entries.size());
    entries.forEach(entry -> lines.add(Line.of(entry)));
    lines.sort(null);
    var content = new ByteArrayOutputStream(64 * lines.size());
    lines.forEach(line -> line.writeTo(content));
    return format.id(TREE, content.toByteArray());
  }

  /// An entry with what it is sorted by: a folder stands where its name with a slash behind would.
  private record Line(byte[] order, TreeEntry entry) implements Comparable<Line> {

    static Line of(TreeEntry entry) {
      var order = entry.isAnyFolder() ? entry.name.concat("/") : entry.name;
      return new Line(order.getBytes(StandardCharsets.UTF_8), entry);
    }

    @Override
    public int compareTo(Line other) {
      return Arrays.compareUnsigned(order, other.order);
    }

    void writeTo(ByteArrayOutputStream content) {
      content.writeBytes(entry.mode.getBytes(StandardCharsets.UTF_8));
      content.write(' ');
      content.write(order, 0, entry.isAnyFolder() ? order.length - 1 : order.length);
      content.write(0);
      content.writeBytes(entry.id.bytes());
    }
  }

  /// Also with permissions that git would not keep.
  private boolean isAnyFolder() {
    return mode.startsWith("4");
  }

  static Optional<List<TreeEntry>> parse(byte[] content, ObjectFormat format) {
    var entries = new ArrayList<TreeEntry>();
    int at = 0;
    while (at < content.length) {
      int space = find(content, ' ', at);
      int end = find(content, '\0', space);
      if (space < 0 || end < 0 || end + 1 + format.bytes() > content.length) {
        return Optional.empty();
      }
      entries.add(
          new TreeEntry(
              new String(content, at, space - at, StandardCharsets.ISO_8859_1),
              new String(content, space + 1, end - space - 1, StandardCharsets.UTF_8),
              ObjectId.at(content, end + 1, format)));
      at = end + 1 + format.bytes();
    }
    return Optional.of(entries);
  }

  private static int find(byte[] content, char wanted, int from) {
    for (int i = Math.max(from, 0); i < content.length && from >= 0; i++) {
      if (content[i] == wanted) {
        return i;
      }
    }
    return -1;
  }
}
