package io.github.ecrpush.ecr;

/// Whether we may do something, as far as that shows without doing it.
public record Permission(String action, String resource, Answer answer) {

  /// Whether there is a call that shows it and leaves everything as it is.
  public static boolean shows(String action) {
    return action.equals(PermissionQuestions.LOGIN) || PermissionProbes.of(action).isPresent();
  }

  /// What asking brought to light.
  public sealed interface Answer {

    /// AWS let us.
    record Allowed() implements Answer {}

    /// AWS refused.
    ///
    /// @param reason AWS's own words for it, empty when it gives none
    /// @param forbidden whether a policy forbids it outright
    record Denied(String reason, boolean forbidden) implements Answer {}

    /// It does not show.
    record Unknown(String why) implements Answer {}
  }
}
