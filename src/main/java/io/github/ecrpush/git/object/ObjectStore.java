package io.github.ecrpush.git.object;

import io.github.ecrpush.file.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The objects of a repository, and of those that it borrows from. What is missing, too large or
/// not what its id says is nothing.
///
/// For commits, trees and tags: contents of files are not asked for.
public final class ObjectStore {

  /// A folder of half a million files.
  private static final int LARGEST = 32 << 20;

  private static final int ALTERNATES = 64 << 10;
  private static final int MOST_STORES = 20;
  private static final int MOST_PACKS = 10_000;

  private final ObjectFormat format;
  private final List<LooseObjects> loose = new ArrayList<>();
  private final List<Pack> packs = new ArrayList<>();

  /// @param folder the folder `objects` of a repository
  public ObjectStore(Path folder, ObjectFormat format) {
    this.format = format;
    var stores = new LinkedHashSet<Path>();
    collect(folder.toAbsolutePath().normalize(), stores);
    for (var store : stores) {
      loose.add(new LooseObjects(store));
      packs.addAll(packs(store.resolve("pack"), format));
    }
  }

  /// How objects are named here.
  public ObjectFormat format() {
    return format;
  }

  /// A commit.
  public Optional<Commit> commit(ObjectId id) {
    return read(id, Commit.TYPE).flatMap(Commit::parse);
  }

  /// A tag that is an object of its own.
  public Optional<Tag> tag(ObjectId id) {
    return read(id, Tag.TYPE).flatMap(Tag::parse);
  }

  /// What is in a folder.
  public Optional<List<TreeEntry>> tree(ObjectId id) {
    return read(id, TreeEntry.TREE).flatMap(content -> TreeEntry.parse(content, format));
  }

  private Optional<byte[]> read(ObjectId id, String type) {
    return object(id)
        .filter(object -> object.type().equals(type))
        .filter(object -> format.id(type, object.content()).equals(id))
        .map(GitObject::content);
  }

  private Optional<GitObject> object(ObjectId id) {
    if (!id.isOf(format)) {
      return Optional.empty();
    }
    for (var each : packs) {
      try {
        var found = each.read(id);
        if (found.isPresent()) {
          return found;
        }
      } catch (IOException _) {
        // another pack or a file of its own may have it, too
      }
    }
    for (var each : loose) {
      try {
        var found = each.read(id);
        if (found.isPresent()) {
          return found;
        }
      } catch (IOException _) {
        // the same
      }
    }
    return Optional.empty();
  }

  /// @throws IOException if it is no number, or too large a one
  static int size(String digits) throws IOException {
    try {
      return size(Long.parseLong(digits));
    } catch (NumberFormatException e) {
      throw new IOException("a size is a number", e);
    }
  }

  /// @throws IOException if it is too large
  static int size(long size) throws IOException {
    if (size < 0 || size > LARGEST) {
      throw new IOException("an object of " + size + " bytes is not read");
    }
    return (int) size;
  }

  private static void collect(Path folder, Set<Path> stores) {
    if (stores.size() >= MOST_STORES || !stores.add(folder)) {
      return;
    }
    try {
      var bytes = SmallFile.bytes(folder.resolve("info/alternates"), ALTERNATES);
      for (var line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          collect(folder.resolve(line).normalize(), stores);
        }
      }
    } catch (IOException | InvalidPathException _) {
      // it borrows from nobody
    }
  }

  private static List<Pack> packs(Path folder, ObjectFormat format) {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".idx"))
          .sorted()
          .limit(MOST_PACKS)
          .map(index -> new Pack(index, format))
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }
}
