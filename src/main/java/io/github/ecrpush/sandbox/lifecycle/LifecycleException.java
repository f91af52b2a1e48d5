package io.github.ecrpush.sandbox.lifecycle;

/// A text is no lifecycle policy.
public final class LifecycleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;

  LifecycleException(String reason) {
    super(reason);
    this.reason = reason;
  }

  static LifecycleException notAmong(String value, java.util.Collection<String> words) {
    return new LifecycleException(
        "instance value (\"%s\") not found in enum (possible values: %s)"
            .formatted(value, RuleReader.quoted(words)));
  }

  /// Why, in ECR's words where they are known.
  public String reason() {
    return reason;
  }
}
