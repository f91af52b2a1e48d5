package io.github.ecrpush.socket;

import java.io.IOException;
import java.util.Set;

/// The Engine answered a request to upgrade with something else.
public final class HijackRefusedException extends IOException {

  private static final long serialVersionUID = 1L;

  /// Not found, method not allowed, gone, not implemented.
  private static final Set<Integer> UNKNOWN_PATH = Set.of(404, 405, 410, 501);

  private final int status;
  private final String explanation;

  HijackRefusedException(String path, int status, String explanation) {
    super("POST " + path + " was answered with " + status + " " + explanation);
    this.status = status;
    this.explanation = explanation;
  }

  /// The HTTP status of the answer.
  public int status() {
    return status;
  }

  /// Whether the Engine has no such path: it is older than the path, or newer.
  public boolean isUnknownPath() {
    return UNKNOWN_PATH.contains(status);
  }

  /// The body of the answer, cut short when it is long.
  public String explanation() {
    return explanation;
  }
}
