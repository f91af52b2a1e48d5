package io.github.ecrpush.report;

import io.github.ecrpush.build.BuildRecord;
import io.github.ecrpush.build.BuildRecord.BaseImage;
import io.github.ecrpush.build.BuildRecord.BuildEngine;
import io.github.ecrpush.build.BuildRecord.BuildStep;
import io.github.ecrpush.failure.Explanation;
import io.github.ecrpush.failure.Failure;
import io.github.ecrpush.image.Digest;
import io.github.ecrpush.image.MediaType;
import io.github.ecrpush.image.Platform;
import io.github.ecrpush.image.Repository;
import io.github.ecrpush.image.Tag;
import io.github.ecrpush.metadata.ImageMetadata;
import io.github.ecrpush.operation.Goal;
import io.github.ecrpush.operation.ImageLayer;
import io.github.ecrpush.operation.ImageOutcome;
import io.github.ecrpush.operation.ImageOutcome.Status;
import io.github.ecrpush.operation.Place;
import io.github.ecrpush.operation.RunRecord;
import io.github.ecrpush.operation.RunRecord.ImageRecord;
import io.github.ecrpush.operation.RunRecord.Phase;
import io.github.ecrpush.operation.RunRecord.PlatformImage;
import io.github.ecrpush.operation.RunRecord.RunCaller;
import io.github.ecrpush.operation.RunRecord.Whole;
import io.github.ecrpush.operation.RunSource;
import io.github.ecrpush.operation.VerifiedImage;
import io.github.ecrpush.progress.ProgressEvent.ImageResult;
import io.github.ecrpush.progress.ProgressEvent.Notice;
import io.github.ecrpush.progress.ProgressEvent.StepResult;
import io.github.ecrpush.progress.ProgressEvent.Warning;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Runs as they might have been, for tests, pictures and measurements of what is shown of a run.
public record SampleRun(RunRecord run, List<ImageOutcome> outcomes) {

  /// That the run stood in.
  public static final Path FOLDER = Path.of("/github/workspace");

  private static final Instant BEGAN = Instant.parse("2026-11-20T10:15:00Z");
  private static final String REGISTRY = "123456789012.dkr.ecr.eu-west-3.amazonaws.com";
  private static final String COMMIT = "4f2a9c1d8e7b6a5f4c3d2e1f0a9b8c7d6e5f4a3b";
  private static final Platform AMD64 = Platform.parse("linux/amd64");

  private static final Whole PUSHED_WHOLE =
      new Whole(ImageResult.PUSHED, Duration.ofMillis(30), Duration.ofMillis(17_910));
  private static final Whole FAILED_WHOLE =
      new Whole(ImageResult.FAILED, Duration.ofMillis(430), Duration.ofMillis(1_300));

  private static final List<String> STEPS =
      List.of(
          "[internal] load build definition from Dockerfile",
          "[internal] load metadata for docker.io/library/golang:1.24-alpine",
          "[internal] load metadata for gcr.io/distroless/static-debian12:nonroot",
          "[internal] load build context",
          "[build 1/6] FROM docker.io/library/golang:1.24-alpine@" + digest("golang"),
          "[build 2/6] WORKDIR /src",
          "[build 3/6] COPY go.mod go.sum ./",
          "[build 4/6] RUN go mod download",
          "[build 5/6] COPY . .",
          "[build 6/6] RUN CGO_ENABLED=0 go build -trimpath -o /out/api ./cmd/api",
          "[assets 1/3] COPY web/package.json web/package-lock.json ./",
          "[assets 2/3] RUN npm ci --no-audit",
          "[assets 3/3] RUN npm run build",
          "[stage-2 2/3] COPY --from=build /out/api /api",
          "[stage-2 3/3] COPY --from=assets /web/dist /srv",
          "exporting to image");

  /// When each of the steps began, how long it took, and whether it ran: in milliseconds.
  private static final int[][] TIMES = {
    {0, 60, 1},
    {70, 640, 1},
    {70, 810, 1},
    {890, 240, 1},
    {900, 0, 0},
    {900, 0, 0},
    {905, 0, 0},
    {905, 0, 0},
    {1140, 190, 1},
    {1340, 11_400, 1},
    {1140, 0, 0},
    {1145, 8_900, 1},
    {10_060, 3_300, 1},
    {12_760, 90, 1},
    {13_370, 120, 1},
    {13_500, 1_450, 1}
  };

  /// An image that was built, pushed and found to be what was built.
  public static SampleRun pushed() {
    return run(List.of(record("shop/api", 0)), List.of(outcome("shop/api", Status.PUSHED)));
  }

  /// A build that failed.
  public static SampleRun failed() {
    var steps = new ArrayList<>(build(0).steps().subList(0, 9));
    steps.add(
        new BuildStep(
            10,
            STEPS.get(9),
            StepResult.FAILED,
            Duration.ofMillis(1_340),
            Duration.ofMillis(2_210)));
    var build = new BuildRecord(engine(), steps, bases(), 48_213);
    var record = record("shop/api", 0);
    var failed =
        new ImageRecord(
            record.name(),
            record.arguments(),
            Map.of(),
            List.of(),
            Optional.empty(),
            Optional.of(build),
            List.of(),
            Optional.empty(),
            record.warnings(),
            List.of());
    return run(List.of(failed), List.of(outcome("shop/api", Status.FAILED)));
  }

  /// Two images, of which one failed.
  public static SampleRun several() {
    return run(
        List.of(record("shop/api", 0), record("shop/web", 900)),
        List.of(outcome("shop/api", Status.PRESENT), outcome("shop/web", Status.PUSHED)));
  }

  /// An image of an earlier commit that was there already and that nobody built.
  public static SampleRun found() {
    var record = record("shop/api", 0);
    var unbuilt =
        new ImageRecord(
            record.name(),
            record.arguments(),
            record.callers(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            record.platforms(),
            Optional.empty(),
            List.of(),
            List.of());
    var labels = Map.of("org.opencontainers.image.revision", "5e0f".repeat(10));
    return run(List.of(unbuilt), List.of(outcome("shop/api", Status.PRESENT, labels)));
  }

  /// As many images as wished, with as many steps each.
  public static SampleRun many(int images, int steps) {
    var records = new ArrayList<ImageRecord>();
    var outcomes = new ArrayList<ImageOutcome>();
    for (int i = 0; i < images; i++) {
      var name = "team/service-" + i;
      var record = record(name, i * 40);
      var itsSteps = new ArrayList<BuildStep>();
      for (int number = 1; number <= steps; number++) {
        itsSteps.add(
            new BuildStep(
                number,
                "[build %d/%d] RUN step %d of service %d".formatted(number, steps, number, i),
                number % 3 == 0 ? StepResult.CACHED : StepResult.DONE,
                Duration.ofMillis(number * 120L),
                Duration.ofMillis(number % 3 == 0 ? 0 : number * 37L % 900)));
      }
      records.add(
          new ImageRecord(
              name,
              record.arguments(),
              record.callers(),
              record.phases(),
              Optional.of(i % 10 == 7 ? FAILED_WHOLE : PUSHED_WHOLE),
              Optional.of(new BuildRecord(engine(), itsSteps, bases(), 48_213)),
              record.platforms(),
              record.sizeBefore(),
              List.of(),
              List.of()));
      outcomes.add(outcome(name, i % 10 == 7 ? Status.FAILED : Status.PUSHED));
    }
    return run(records, outcomes);
  }

  /// The same run with all its builds made of one step.
  public SampleRun withStep(String name) {
    var step = new BuildStep(1, name, StepResult.DONE, Duration.ZERO, Duration.ofSeconds(1));
    var images =
        run.images().stream()
            .map(image ->
                new ImageRecord(
                    image.name(),
                    image.arguments(),
                    image.callers(),
                    image.phases(),
                    image.whole(),
                    Optional.of(new BuildRecord(engine(), List.of(step), List.of(), 0)),
                    image.platforms(),
                    image.sizeBefore(),
                    image.warnings(),
                    image.notices()))
            .toList();
    return with(images);
  }

  /// The same run with as many notices of each image.
  public SampleRun withNotices(int count) {
    var notices = IntStream.rangeClosed(1, count).mapToObj(i -> new Notice("notice " + i)).toList();
    var images =
        run.images().stream()
            .map(image ->
                new ImageRecord(
                    image.name(),
                    image.arguments(),
                    image.callers(),
                    image.phases(),
                    image.whole(),
                    image.build(),
                    image.platforms(),
                    image.sizeBefore(),
                    image.warnings(),
                    notices))
            .toList();
    return with(images);
  }

  private SampleRun with(List<ImageRecord> images) {
    return new SampleRun(
        new RunRecord(
            run.began(), run.ended(), run.source(), images, run.warnings(), run.notices()),
        outcomes);
  }

  /// The same run as another machine would have done it an hour later.
  public SampleRun elsewhere() {
    var source = run.source();
    var images =
        run.images().stream()
            .map(image ->
                new ImageRecord(
                    image.name(),
                    image.arguments(),
                    Map.of(
                        "eu-west-3",
                        new RunCaller(
                            "arn:aws:sts::123456789012:assumed-role/deploy/gha-99-1",
                            Optional.of("repo:octo/shop:ref:refs/heads/main"))),
                    List.of(new Phase("build", Duration.ofMillis(3), Duration.ofMillis(4))),
                    Optional.empty(),
                    image.build().map(SampleRun::another),
                    image.platforms(),
                    Optional.empty(),
                    List.of(),
                    List.of(new Notice("Something else."))))
            .toList();
    var there = new ArrayList<ImageOutcome>();
    outcomes.forEach(outcome -> there.add(outcome(outcome.name(), Status.PRESENT)));
    var workflow = new RunSource.Workflow("deploy", "push", "99", "1", "https://github.com/99");
    return new SampleRun(
        new RunRecord(
            BEGAN.plusSeconds(3_600),
            BEGAN.plusSeconds(3_700),
            new RunSource(
                source.repository(),
                source.commit(),
                source.ref(),
                source.dirty(),
                Optional.of(workflow)),
            images,
            List.of(),
            List.of()),
        there);
  }

  private static BuildRecord another(BuildRecord build) {
    return new BuildRecord(
        new BuildEngine("20.10.24", "tcp", "containerd", Optional.of("v0.8.4")),
        List.of(),
        build.bases().reversed(),
        1);
  }

  private static SampleRun run(List<ImageRecord> images, List<ImageOutcome> outcomes) {
    var workflow =
        new RunSource.Workflow(
            "deploy", "push", "81", "2", "https://github.com/octo/shop/actions/runs/81");
    var source =
        new RunSource(
            "octo/shop",
            Optional.of(COMMIT),
            "refs/heads/main",
            Optional.of(false),
            Optional.of(workflow));
    return new SampleRun(
        new RunRecord(BEGAN, BEGAN.plusMillis(18_420), source, images, List.of(), List.of()),
        outcomes);
  }

  private static ImageRecord record(String name, int later) {
    return new ImageRecord(
        name,
        Map.of("VERSION", "2.4.1", "NPM_TOKEN", "planted-npm-hunter2"),
        Map.of(
            "eu-west-3",
            new RunCaller(
                "arn:aws:sts::123456789012:assumed-role/deploy/gha-81-2",
                Optional.of("repo:octo/shop:ref:refs/heads/main"))),
        List.of(
            new Phase("identity", Duration.ofMillis(20), Duration.ofMillis(410)),
            new Phase("build", Duration.ofMillis(30 + later), Duration.ofMillis(14_950)),
            new Phase("push", Duration.ofMillis(15_000 + later), Duration.ofMillis(2_700)),
            new Phase("verify", Duration.ofMillis(17_700 + later), Duration.ofMillis(240))),
        Optional.empty(),
        Optional.of(build(later)),
        List.of(new PlatformImage(AMD64, digest("image"), layers())),
        Optional.of(31_842_100L),
        List.of(
            new Warning(
                "FromAsCasing: 'as' and 'FROM' keywords' casing do not match",
                "Dockerfile",
                12,
                "")),
        List.of());
  }

  private static BuildRecord build(int later) {
    var steps = new ArrayList<BuildStep>();
    for (int i = 0; i < STEPS.size(); i++) {
      steps.add(
          new BuildStep(
              i + 1,
              STEPS.get(i),
              TIMES[i][2] == 0 ? StepResult.CACHED : StepResult.DONE,
              Duration.ofMillis(TIMES[i][0]),
              Duration.ofMillis(TIMES[i][1] * (10L + later / 300) / 10)));
    }
    return new BuildRecord(engine(), steps, bases(), 48_213);
  }

  private static BuildEngine engine() {
    return new BuildEngine("28.5.2", "unix", "containerd", Optional.of("v0.25.2"));
  }

  private static List<BaseImage> bases() {
    return List.of(
        new BaseImage("docker.io/library/golang:1.24-alpine", Optional.of(digest("golang"))),
        new BaseImage(
            "gcr.io/distroless/static-debian12:nonroot", Optional.of(digest("distroless"))));
  }

  private static List<ImageLayer> layers() {
    return List.of(
        new ImageLayer(digest("l1"), 803_112, "COPY / / (distroless static)"),
        new ImageLayer(digest("l2"), 67_120, "COPY /etc/ssl/certs /etc/ssl/certs"),
        new ImageLayer(digest("l3"), 18_402_917, "COPY /out/api /api"),
        new ImageLayer(digest("l4"), 14_118_200, "COPY /web/dist /srv"));
  }

  private static ImageOutcome outcome(String name, Status status) {
    return outcome(name, status, Map.of());
  }

  private static ImageOutcome outcome(String name, Status status, Map<String, String> labels) {
    var repository = Repository.parse(REGISTRY + "/" + name);
    boolean isThere = status == Status.PUSHED || status == Status.PRESENT;
    var image =
        new VerifiedImage(
            repository.pinned(digest("image")),
            MediaType.OCI_MANIFEST,
            1_204,
            Map.of(AMD64, digest("image")),
            Optional.of(digest("config")),
            List.of(),
            labels);
    return new ImageOutcome(
        name,
        Goal.named("eu-west-3"),
        status,
        status == Status.PUSHED,
        Optional.of(new Place(repository, "eu-west-3", "123456789012")),
        isThere ? List.of(new Tag(COMMIT), new Tag("v2.4.1")) : List.of(),
        ImageMetadata.NONE,
        isThere ? Optional.of(image) : Optional.empty(),
        isThere ? Optional.of(digest("config")) : Optional.empty(),
        isThere ? Optional.empty() : Optional.of(failure()));
  }

  private static Failure failure() {
    return new Failure.BuildFailed(
        new Explanation(
            "build-step-failed",
            "A step of the build failed (`" + FOLDER + "/Dockerfile`, line 14).",
            "`go build` ended with exit code 1, and planted-npm-hunter2 was its argument. It spoke to"
                + " unix:///srv"
                + FOLDER
                + "/docker.sock with a9b8"
                + FOLDER
                + "/c7d6.",
            "Mend the command, or run it in a container of the stage before:\n\n"
                + "    docker build --target build -t debug . && docker run -it debug sh"),
        "Dockerfile",
        14,
        List.of(
            "cmd/api/main.go:31:14: undefined: router.Handle",
            "cmd/api/main.go:44:2: too many errors"));
  }

  static Digest digest(String of) {
    return Digest.of(of.getBytes(StandardCharsets.UTF_8));
  }
}
