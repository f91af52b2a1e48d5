package io.github.ecrpush.credential;

import java.util.Objects;

/// Text that is never printed by accident. Only [#reveal()] gives it out, and that call can be
/// searched for.
public final class Secret {

  private static final String DOTS = "•••";

  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  public String reveal() {
    return value;
  }

  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(value);
  }

  @Override
  public String toString() {
    return DOTS;
  }
}
