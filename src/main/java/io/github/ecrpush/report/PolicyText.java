package io.github.ecrpush.report;

import io.github.ecrpush.operation.AccessPlan;

/// What AWS has to be told, in a form that can be pasted.
public final class PolicyText {

  /// For whom it is written.
  public enum Format {
    JSON,
    TERRAFORM,
    CLOUDFORMATION
  }

  private PolicyText() {}

  public static String of(AccessPlan plan, Format format) {
    return switch (format) {
      case JSON -> PolicyJson.of(plan);
      case TERRAFORM -> PolicyTerraform.of(plan);
      case CLOUDFORMATION -> PolicyCloudFormation.of(plan);
    };
  }
}
