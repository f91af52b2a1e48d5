package io.github.ecrpush.git;

import io.github.ecrpush.git.index.FileStat;
import io.github.ecrpush.git.index.Index;
import io.github.ecrpush.git.object.ObjectFormat;
import io.github.ecrpush.git.object.ObjectId;
import io.github.ecrpush.git.pattern.Converted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The ids of what is in files. Git's index is a memory of them: a file that is still what git saw
/// is not read. What git changes on the way between repository and working tree always is, because
/// the index has the id of what was committed, and not of what lies there.
///
/// A user's own configuration, which is not read, can say that git changes line ends. So some files
/// are read in any case, and when one is not what the index says, it [#isTrusted()] no longer.
///
/// It stands for one folder, and may be asked by several threads.
public final class KnownBlobs {

  private static final int FIRST_SAMPLES = 16;
  private static final int SAMPLED = 256;

  private final ObjectFormat format;
  private final Index index;
  private final String path;
  private final Converted converted;
  private final Trust trust;

  /// Shared by all folders of one walk.
  private static final class Trust {
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean broken;

    boolean isToBeTested() {
      int number = asked.getAndIncrement();
      return number < FIRST_SAMPLES || number % SAMPLED == 0;
    }
  }

  private KnownBlobs(
      ObjectFormat format, Index index, String path, Converted converted, Trust trust) {
    this.format = format;
    this.index = index;
    this.path = path;
    this.converted = converted;
    this.trust = trust;
  }

  /// What is known of the files in a folder: nothing where git is not, or cannot be understood.
  public static KnownBlobs in(Path folder) {
    var repository = WorkingTree.find(folder);
    return repository
        .flatMap(found -> remembered(found, folder))
        .orElseGet(() -> nothing(repository.flatMap(Repository::format)));
  }

  /// Nothing, so that all is read; ids are made as in `other`.
  public static KnownBlobs nothingAs(KnownBlobs other) {
    return nothing(Optional.of(other.format));
  }

  private static KnownBlobs nothing(Optional<ObjectFormat> format) {
    return new KnownBlobs(
        format.orElse(ObjectFormat.SHA1), Index.EMPTY, "", Converted.NONE, new Trust());
  }

  private static Optional<KnownBlobs> remembered(Repository repository, Path folder) {
    var format = repository.format();
    if (format.isEmpty() || !repository.isHere() || repository.config().convertsFiles()) {
      return Optional.empty();
    }
    try {
      var index = Index.read(repository.own(), format.get());
      var converted = Converted.of(repository.shared().resolve("info/attributes"));
      var known = new KnownBlobs(format.get(), index, "", converted, new Trust());
      var place = repository.root();
      known = known.at("", place);
      for (var name : repository.root().relativize(folder.toRealPath())) {
        if (!name.toString().isEmpty()) {
          place = place.resolve(name);
          known = known.at(known.path + name + "/", place);
        }
      }
      return Optional.of(known);
    } catch (IOException _) {
      return Optional.empty(); // then everything is read
    }
  }

  /// The same for a folder in this one.
  public KnownBlobs enter(Path folder) throws IOException {
    return at(path + folder.getFileName() + "/", folder);
  }

  private KnownBlobs at(String below, Path folder) throws IOException {
    var more = converted.in(below, folder.resolve(".gitattributes"));
    return new KnownBlobs(format, index, below, more, trust);
  }

  /// The hash that ids are made with.
  public ObjectFormat format() {
    return format;
  }

  /// The id of a file or a link in this folder.
  ///
  /// @throws IOException if it has to be read and cannot be, or is written to meanwhile
  public ObjectId idOf(Path file, String name, FileStat stat) throws IOException {
    var whole = path + name;
    var entry = index.entries().get(whole);
    if (entry == null || !index.isUntouched(entry, stat) || converted.matches(whole)) {
      return stat.idOf(file, format);
    }
    if (trust.isToBeTested() && !stat.idOf(file, format).equals(entry.id())) {
      trust.broken = true;
    }
    return entry.id();
  }

  /// Whether every file that was read to test it was what it was said to be.
  public boolean isTrusted() {
    return !trust.broken;
  }
}
