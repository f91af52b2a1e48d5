package io.github.ecrpush.operation;

import io.github.ecrpush.build.BuildRecord;
import io.github.ecrpush.image.RepositoryPath;
import io.github.ecrpush.operation.RunRecord.ImageRecord;
import io.github.ecrpush.operation.RunRecord.Phase;
import io.github.ecrpush.operation.RunRecord.PlatformImage;
import io.github.ecrpush.operation.RunRecord.RunCaller;
import io.github.ecrpush.operation.RunRecord.Whole;
import io.github.ecrpush.progress.ProgressEvent;
import io.github.ecrpush.progress.ProgressEvent.ImageEnded;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.OfImage;
import io.github.ecrpush.progress.ProgressEvent.PhaseEnded;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import io.github.ecrpush.progress.ProgressListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gathers what a run does while it does it: the phases, warnings and notices from what is told of
/// it, the rest from those who know. It passes on whatever it is told.
///
/// Images report side by side; a lock keeps their records whole, and is not held while others are
/// told.
public final class RunRecorder implements ProgressListener {

  private final ProgressListener next;
  private final boolean showsLines;
  private final InstantSource clock;
  private final Instant began;
  private final Map<String, Notes> images = new LinkedHashMap<>();

  /// What is told of no image in particular.
  private final Notes run = new Notes();

  /// @param showsLines whether somebody shows the lines that made an image, which are asked for
  public RunRecorder(ProgressListener next, InstantSource clock, boolean showsLines) {
    this.next = next;
    this.showsLines = showsLines;
    this.clock = clock;
    this.began = clock.instant();
  }

  private static final class Notes {
    private Map<String, String> arguments = Map.of();
    private final Map<String, RunCaller> callers = new LinkedHashMap<>();
    private final List<Phase> phases = new ArrayList<>();
    private @Nullable Whole whole;
    private @Nullable BuildRecord build;
    private List<PlatformImage> platforms = List.of();
    private @Nullable Long sizeBefore;
    private boolean sharesRepository;
    private final List<Warning> warnings = new ArrayList<>();
    private final List<Notice> notices = new ArrayList<>();
  }

  boolean showsLines() {
    return showsLines;
  }

  /// The images of a run are known. The record has them in this order.
  public synchronized void asked(PushRequest request) {
    var names = new HashSet<Optional<RepositoryPath>>();
    var shared = new HashSet<Optional<RepositoryPath>>();
    request.images().stream()
        .map(PushRequest.Image::repository)
        .filter(name -> !names.add(name))
        .forEach(shared::add);
    for (var image : request.images()) {
      var notes = notes(image.name());
      notes.arguments = image.build().arguments();
      notes.sharesRepository = shared.contains(image.repository());
    }
  }

  /// AWS said who we are at a target.
  public synchronized void knownAs(String image, String target, RunCaller caller) {
    notes(image).callers.put(target, caller);
  }

  /// The image had this size before the run, as far as is known: the first word counts.
  public synchronized void found(String image, long size) {
    var notes = notes(image);
    notes.sizeBefore = notes.sizeBefore == null ? Long.valueOf(size) : notes.sizeBefore;
  }

  /// The image that was pushed last into the repository had this size. Where several images of the
  /// run go there, nobody knows which of them that was.
  public synchronized void pushedLast(String image, long size) {
    if (!notes(image).sharesRepository) {
      found(image, size);
    }
  }

  /// A build ended, well or not.
  public synchronized void built(String image, BuildRecord build) {
    notes(image).build = build;
  }

  /// The image is in the registry.
  public synchronized void stored(String image, List<PlatformImage> platforms) {
    notes(image).platforms = platforms;
  }

  @Override
  public void on(ProgressEvent event) {
    synchronized (this) {
      if (event instanceof OfImage(String image, ProgressEvent inner)) {
        note(notes(image), inner);
      } else {
        note(run, event);
      }
    }
    next.on(event);
  }

  private void note(Notes notes, ProgressEvent event) {
    switch (event) {
      case PhaseEnded(String phase, Duration took) ->
          notes.phases.add(new Phase(phase, before(took), took));
      case ImageEnded(var result, _, Duration took) when took.isPositive() ->
          notes.whole = new Whole(result, before(took), took);
      case Warning warning -> notes.warnings.add(warning);
      case Notice notice -> notes.notices.add(notice);
      default -> {
        // what steps do is in the record of the build
      }
    }
  }

  /// When what ends now began, counted from the begin of the run.
  private Duration before(Duration took) {
    var begun = Duration.between(began, clock.instant()).minus(took);
    return begun.isNegative() ? Duration.ZERO : begun;
  }

  private Notes notes(String image) {
    return images.computeIfAbsent(image, _ -> new Notes());
  }

  /// What the run did up to now. A run of one image tells of its phases without naming it.
  public synchronized RunRecord record(RunSource source) {
    boolean alone = images.size() == 1;
    var records = new ArrayList<ImageRecord>();
    images.forEach(
        (name, notes) -> records.add(record(name, notes, alone ? run.phases : List.of())));
    return new RunRecord(began, clock.instant(), source, records, run.warnings, run.notices);
  }

  private static ImageRecord record(String name, Notes notes, List<Phase> more) {
    var phases = new ArrayList<>(more);
    phases.addAll(notes.phases);
    return new ImageRecord(
        name,
        notes.arguments,
        notes.callers,
        phases,
        Optional.ofNullable(notes.whole),
        Optional.ofNullable(notes.build),
        notes.platforms,
        Optional.ofNullable(notes.sizeBefore),
        notes.warnings,
        notes.notices);
  }
}
