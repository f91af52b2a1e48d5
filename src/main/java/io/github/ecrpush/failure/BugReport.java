package io.github.ecrpush.failure;

/// What is left when nobody foresaw what happened: the program is wrong, not its user.
public final class BugReport {

  private static final String ISSUES = "https://github.com/org/ecr-push-action/issues";

  private BugReport() {}

  public static Failure of(Throwable cause) {
    return new Failure.Bug(
        new Explanation(
            "bug",
            "`ecr-push` stopped at something that it does not understand.",
            "This is a mistake in the program, not in how it was used (" + name(cause) + ").",
            "Report it with the lines below at " + ISSUES + "."),
        cause);
  }

  private static String name(Throwable cause) {
    return cause.getClass().getSimpleName();
  }
}
