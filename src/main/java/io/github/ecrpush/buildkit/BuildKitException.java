package io.github.ecrpush.buildkit;

import io.grpc.Status;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A call to BuildKit failed. When no connection could be opened, the cause says why.
public sealed class BuildKitException extends IOException permits SolveException {

  private static final long serialVersionUID = 1L;

  private final RpcCode code;

  BuildKitException(RpcCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  static BuildKitException of(Throwable thrown) {
    var status = Status.fromThrowable(thrown);
    return new BuildKitException(RpcCode.of(status), messageOf(status), status.getCause());
  }

  static String messageOf(Status status) {
    return status.getDescription() == null ? "" : status.getDescription();
  }

  public RpcCode code() {
    return code;
  }
}
