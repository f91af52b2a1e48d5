package io.github.ecrpush.build;

import io.github.ecrpush.buildkit.Exporter;
import io.github.ecrpush.buildkit.SolveException;
import io.github.ecrpush.buildkit.SolveRequest;
import io.github.ecrpush.buildkit.SolveResult;
import io.github.ecrpush.buildkit.session.Session;
import io.github.ecrpush.image.Platform;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One build request on one BuildKit, with the session that answers it. It can be solved several
/// times, with another exporter each time; from the second time on it is all in the cache, the
/// context included.
final class OpenSolve {

  private final MetEngine engine;
  private final Session session;
  private final DockerfileFrontend frontend;
  private final StepLog log;
  private volatile @Nullable String solved;

  /// @param engine is closed by whoever met it, and its sessions with it
  OpenSolve(MetEngine engine, Session session, DockerfileFrontend frontend, StepLog log) {
    this.engine = engine;
    this.session = session;
    this.frontend = frontend;
    this.log = log;
  }

  /// Builds, and exports what was built.
  SolveResult solve(Exporter exporter) throws SolveException, InterruptedException {
    return solve(exporter, frontend.attributes());
  }

  /// Exports again what was built. It comes from the cache, also where the first build was not to
  /// use it: steps that ran a second time could give another image.
  SolveResult again(Exporter exporter) throws SolveException, InterruptedException {
    return solve(exporter, frontend.attributesFromCache());
  }

  private SolveResult solve(Exporter exporter, Map<String, String> attributes)
      throws SolveException, InterruptedException {
    if (request().platform().isEmpty()) {
      var _ = engine.worker(); // it answers while it builds
    }
    var solve = SolveRequest.of(attributes, exporter);
    var result =
        engine.client().solve(session, solve.withEntitlements(frontend.entitlements()), log);
    solved = solve.ref();
    return result;
  }

  /// What the image is built for: what was asked, or else the engine's own platform.
  Platform platform() throws IOException, InterruptedException {
    if (request().platform().isPresent()) {
      return request().platform().get();
    }
    return engine.worker().await().platforms().getFirst();
  }

  /// What was done so far.
  BuildRecord record() throws InterruptedException {
    var record = log.record(engine.described());
    var ref = solved;
    return ref == null || !request().hasImageContexts()
        ? record
        : record.withBases(new BaseDigests(engine, ref).added(record.bases()));
  }

  MetEngine engine() {
    return engine;
  }

  StepLog log() {
    return log;
  }

  BuildRequest request() {
    return frontend.request();
  }
}
