package io.github.ecrpush.http;

/// A variable or input that says how to reach the network holds something that cannot be used.
public final class NetworkSettingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String variable;
  private final String problem;

  NetworkSettingException(String variable, String problem) {
    super("`" + variable + "` cannot be used: " + problem);
    this.variable = variable;
    this.problem = problem;
  }

  /// The name of the variable or input, as it was set.
  public String variable() {
    return variable;
  }

  /// What is wrong with its value, as a part of a sentence; holds no password.
  public String problem() {
    return problem;
  }
}
