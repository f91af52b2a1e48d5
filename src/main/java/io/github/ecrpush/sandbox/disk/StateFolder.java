package io.github.ecrpush.sandbox.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// A folder that one sandbox at a time owns.
public final class StateFolder implements AutoCloseable {

  private static final String LOCK = "lock";
  private static final String PARTS = "parts";

  private final Path root;
  private final FileChannel lock;

  private StateFolder(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
  }

  /// Makes the folder when it is not there, and takes it.
  ///
  /// @return nothing when another sandbox has it
  public static Optional<StateFolder> open(Path root) throws IOException {
    Files.createDirectories(root);
    var lock =
        FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isTaken(lock)) {
      lock.close();
      return Optional.empty();
    }
    var folder = new StateFolder(root, lock);
    folder.dropParts();
    return Optional.of(folder);
  }

  private static boolean isTaken(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false; // another sandbox of this process
    }
  }

  private void dropParts() throws IOException {
    var parts = folder(PARTS);
    try (var left = Files.newDirectoryStream(parts)) {
      for (var part : left) {
        Files.delete(part);
      }
    }
  }

  /// A folder in this folder, made when it is not there.
  public Path folder(String name) throws IOException {
    return Files.createDirectories(root.resolve(name));
  }

  /// A file in this folder.
  public Path file(String name) {
    return root.resolve(name);
  }

  /// The name of a new file that is not whole yet. What is left of it after a crash is deleted.
  public Path part() {
    return root.resolve(PARTS).resolve(UUID.randomUUID().toString());
  }

  /// Puts a finished part in its place, over what was there.
  public static void finish(Path part, Path place) throws IOException {
    Files.createDirectories(place.getParent());
    Files.move(part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Writes a file that is whole or not there.
  public void write(Path place, byte[] bytes) throws IOException {
    var part = part();
    Files.write(part, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    finish(part, place);
  }

  /// Bytes that only the owner of the folder may read, made once.
  public byte[] secret(String name, Supplier<byte[]> fresh) throws IOException {
    var place = root.resolve(name);
    try {
      return Files.readAllBytes(place);
    } catch (NoSuchFileException _) {
      var bytes = fresh.get();
      writeSecret(place, bytes);
      return bytes;
    }
  }

  /// Writes a file that only the owner of the folder may read.
  public void writeSecret(Path place, byte[] bytes) throws IOException {
    var part = part();
    writeForOwner(part, bytes);
    finish(part, place);
  }

  /// Writes a new file that only its owner may read.
  public static void writeForOwner(Path file, byte[] bytes) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, bytes);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
