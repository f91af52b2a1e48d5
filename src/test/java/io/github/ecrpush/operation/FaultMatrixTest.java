package io.github.ecrpush.operation;

import static io.github.ecrpush.testing.GoldenTable.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.http.HttpRequest;
import io.github.ecrpush.http.HttpTransport;
import io.github.ecrpush.sandbox.faults.Fault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkGlobalTime;

/// Whatever goes wrong, a run does what it does otherwise, or says what failed. The tables of
/// `docs/reliability.md` are what came of it.
class FaultMatrixTest {

  private static final Path PAGE = Path.of("docs/reliability.md");
  private static final int SIDE_BY_SIDE = 16;

  /// What goes wrong with one call.
  private static final Map<String, String> FAULTS = faults();

  /// What the engine asks of the registry when it pushes.
  private static final List<String> OF_ENGINE =
      List.of(
          "registry:HEAD */blobs/*",
          "registry:POST */blobs/uploads/",
          "registry:PUT */blobs/uploads/*",
          "registry:PUT */manifests/one");

  /// Calls, and the run that makes them.
  private static final Map<String, FaultyRun> CALLS = calls();

  private final Map<FaultyRun, String> right = new ConcurrentHashMap<>();
  private final AtomicInteger folders = new AtomicInteger();
  @TempDir private Path folder;

  private static Map<String, String> faults() {
    var faults = new LinkedHashMap<String, String>();
    faults.put("reset twice", "reset,times=2");
    faults.put("reset always", "reset");
    faults.put("throttled for a while", "throttle,times=3");
    faults.put("throttled, `Retry-After: 1`", "throttle,times=1,retry-after=1");
    faults.put("throttled always", "throttle");
    faults.put("5xx twice", "error,times=2,status=503");
    faults.put("5xx always", "error");
    faults.put("slow", "delay,seconds=0.5,times=1");
    faults.put("HTML", "html");
    faults.put("expired once", "expired,times=1");
    faults.put("expired always", "expired");
    return faults;
  }

  private static Map<String, FaultyRun> calls() {
    var calls = new LinkedHashMap<String, FaultyRun>();
    calls.put("oidc:GET /oidc/token", FaultyRun.PUSH);
    calls.put("sts:AssumeRoleWithWebIdentity", FaultyRun.PUSH);
    for (var call : List.of("GetAuthorizationToken", "DescribeRepositories", "BatchGetImage")) {
      calls.put("ecr:" + call, FaultyRun.PUSH);
    }
    calls.put("registry:HEAD */manifests/*", FaultyRun.PUSH);
    calls.put("registry:GET */manifests/*", FaultyRun.PUSH);
    OF_ENGINE.forEach(call -> calls.put(call, FaultyRun.PUSH));
    calls.put("registry:PUT */manifests/two", FaultyRun.PUSH);
    for (var call : List.of("CreateRepository", "SetRepositoryPolicy", "PutLifecyclePolicy")) {
      calls.put("ecr:" + call, FaultyRun.CREATE);
    }
    for (var call :
        List.of(
            "GetRepositoryPolicy",
            "GetLifecyclePolicy",
            "ListTagsForResource",
            "StartLifecyclePolicyPreview",
            "GetLifecyclePolicyPreview",
            "PutImageTagMutability",
            "PutImageScanningConfiguration",
            "TagResource")) {
      calls.put("ecr:" + call, FaultyRun.SYNC);
    }
    for (var call :
        List.of(
            "BatchCheckLayerAvailability",
            "InitiateLayerUpload",
            "UploadLayerPart",
            "CompleteLayerUpload",
            "PutImage")) {
      calls.put("ecr:" + call, FaultyRun.CHECK);
    }
    return calls;
  }

  @Test
  void does_what_it_does_otherwise_or_says_what_failed() throws Exception {
    try (var lanes = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
      for (var run : FaultyRun.values()) {
        right.put(run, run.result(fresh(), List.of(), Duration.ZERO, _ -> {}));
        assertThat(right.get(run)).doesNotContain("`").doesNotContain("wrong");
      }
      assertGolden(PAGE, "calls", written("call", List.copyOf(FAULTS.keySet()), ofCalls(lanes)));
      assertGolden(
          PAGE,
          "places",
          written("server", List.of("name unknown", "nobody listens"), ofPlaces(lanes)));
      assertGolden(
          PAGE,
          "credentials",
          written("run", List.of("for half a second", "for ever"), ofCredentials(lanes)));
    }
    try (var one = Executors.newSingleThreadExecutor()) { // the SDK keeps the time for all clients
      assertGolden(
          PAGE,
          "clocks",
          written("run", List.of("10 minutes ahead", "10 minutes behind"), ofClocks(one)));
    } finally {
      SdkGlobalTime.setGlobalTimeOffset(0);
    }
  }

  private Map<String, List<Future<String>>> ofCalls(ExecutorService lanes) {
    var rows = new LinkedHashMap<String, List<Future<String>>>();
    CALLS.forEach((call, run) -> {
      var cells = new ArrayList<Future<String>>();
      for (var fault : FAULTS.values()) {
        var parsed = List.of(Fault.parse(call + "=" + fault));
        cells.add(lanes.submit(() -> cell(run, parsed, Duration.ZERO, _ -> {})));
      }
      var who = OF_ENGINE.contains(call) ? word(run) + ", by the engine" : word(run);
      rows.put("`%s` (%s)".formatted(call, who), cells);
    });
    return rows;
  }

  private Map<String, List<Future<String>>> ofPlaces(ExecutorService lanes) {
    var rows = new LinkedHashMap<String, List<Future<String>>>();
    rows.put("GitHub's OIDC", away(lanes, "/oidc/"));
    for (var service : List.of("STS", "ECR")) {
      var cells = new ArrayList<Future<String>>();
      for (var address : List.of("http://nowhere.invalid", "http://127.0.0.1:1")) {
        cells.add(
            lanes.submit(() ->
                cell(
                    FaultyRun.PUSH,
                    List.of(),
                    Duration.ZERO,
                    runs -> runs.where("AWS_ENDPOINT_URL_" + service, address))));
      }
      rows.put(service, cells);
    }
    rows.put("the registry", away(lanes, "/v2/"));
    return rows;
  }

  private List<Future<String>> away(ExecutorService lanes, String path) {
    var cells = new ArrayList<Future<String>>();
    for (var problem : List.of(new UnknownHostException("away"), new ConnectException("away"))) {
      cells.add(
          lanes.submit(() ->
              cell(
                  FaultyRun.PUSH,
                  List.of(),
                  Duration.ZERO,
                  runs -> runs.through(transport -> new Away(transport, path, problem)))));
    }
    return cells;
  }

  private Map<String, List<Future<String>>> ofClocks(ExecutorService lanes) {
    var rows = new LinkedHashMap<String, List<Future<String>>>();
    for (var run : FaultyRun.values()) {
      var cells = new ArrayList<Future<String>>();
      for (int minutes : List.of(10, -10)) {
        cells.add(lanes.submit(() -> cell(run, List.of(), Duration.ofMinutes(minutes), _ -> {})));
      }
      rows.put(word(run), cells);
    }
    return rows;
  }

  private Map<String, List<Future<String>>> ofCredentials(ExecutorService lanes) {
    var rows = new LinkedHashMap<String, List<Future<String>>>();
    for (var run : FaultyRun.values()) {
      var cells = new ArrayList<Future<String>>();
      for (var length : List.of("0.5", "3600")) {
        var fault = List.of(Fault.parse("credentials=fresh,seconds=" + length));
        cells.add(lanes.submit(() -> cell(run, fault, Duration.ZERO, _ -> {})));
      }
      rows.put(word(run), cells);
    }
    return rows;
  }

  private String cell(
      FaultyRun run, List<Fault> faults, Duration ahead, Consumer<SandboxRuns> prepared) {
    var result = run.result(fresh(), faults, ahead, prepared);
    if (result.equals(right.get(run))) {
      return "right";
    }
    assertThat(result).as(run + " with " + faults).startsWith("`").doesNotContain("bug");
    return result;
  }

  private Path fresh() {
    return folder.resolve("run-" + folders.incrementAndGet());
  }

  private static String written(
      String head, List<String> columns, Map<String, List<Future<String>>> rows) throws Exception {
    var text = new StringBuilder("| " + head + " | " + String.join(" | ", columns) + " |\n");
    text.append("| --- ").append("| --- ".repeat(columns.size())).append("|\n");
    for (var row : rows.entrySet()) {
      text.append("| ").append(row.getKey().replace("*", "\\*")).append(" |");
      for (var cell : row.getValue()) {
        text.append(" ").append(cell.get()).append(" |");
      }
      text.append("\n");
    }
    return text.toString();
  }

  private static String word(FaultyRun run) {
    return switch (run) {
      case PUSH -> "push";
      case CREATE -> "push that creates";
      case SYNC -> "push that mends settings";
      case CHECK -> "check";
    };
  }

  /// A way out that leads to nobody for some addresses.
  private record Away(HttpTransport transport, String path, IOException problem)
      implements HttpTransport {
    @Override
    public <T> T send(HttpRequest request, Reading<T> reading)
        throws IOException, InterruptedException {
      if (request.uri().getPath().startsWith(path)) {
        throw problem;
      }
      return transport.send(request, reading);
    }
  }
}
