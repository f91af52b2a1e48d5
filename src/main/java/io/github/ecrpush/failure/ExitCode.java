package io.github.ecrpush.failure;

/// What the process tells its caller. The numbers are a contract that scripts rely on.
public final class ExitCode {

  public static final int OK = 0;
  public static final int MISCONFIGURED = 2;
  public static final int ACCESS_DENIED = 3;
  public static final int BUILD_FAILED = 4;
  public static final int UNAVAILABLE = 5;
  public static final int REFUSED = 6;
  public static final int BUG = 70;
  public static final int TIMED_OUT = 124;

  /// 128 + SIGINT. A run that was ended by another signal leaves with that signal's number, which
  /// the Java runtime sees to.
  public static final int INTERRUPTED = 130;

  private ExitCode() {}

  public static int of(Failure failure) {
    return switch (failure) {
      case Failure.Misconfigured _ -> MISCONFIGURED;
      case Failure.AccessDenied _ -> ACCESS_DENIED;
      case Failure.BuildFailed _ -> BUILD_FAILED;
      case Failure.Unavailable _ -> UNAVAILABLE;
      case Failure.Refused _ -> REFUSED;
      case Failure.Cancelled _ -> INTERRUPTED;
      case Failure.TimedOut _ -> TIMED_OUT;
      case Failure.Bug _ -> BUG;
    };
  }
}
