package io.github.ecrpush.aws;

/// What AWS's audit log calls a run.
public final class SessionName {

  private static final String EXTRA = "_+=,.@-";
  private static final int SHORTEST = 2;
  private static final int LONGEST = 64;
  static final String OUTSIDE_OF_GITHUB = "ecr-push";

  private SessionName() {}

  /// `owner-repository-run`, in the letters that STS takes. What is too long loses the beginning of
  /// the repository's name, never the run.
  public static String forRun(String repository, String runId) {
    if (repository.isEmpty() || runId.isEmpty()) {
      return OUTSIDE_OF_GITHUB;
    }
    var name = clean(repository + "-" + runId);
    return name.substring(Math.max(0, name.length() - LONGEST));
  }

  /// Takes a name that a person chose, as it is.
  public static String parse(String text) {
    if (text.length() < SHORTEST || text.length() > LONGEST || !clean(text).equals(text)) {
      throw AwsFailures.sessionNameMalformed(text);
    }
    return text;
  }

  private static String clean(String text) {
    var clean = new StringBuilder(text.length());
    text.chars().forEach(c -> clean.append(isTaken(c) ? (char) c : '-'));
    return clean.toString();
  }

  private static boolean isTaken(int c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || EXTRA.indexOf(c) >= 0;
  }
}
