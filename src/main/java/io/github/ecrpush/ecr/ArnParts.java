package io.github.ecrpush.ecr;

/// The parts of an ARN in a remote's words. What is no ARN has empty ones.
record ArnParts(String arn) {

  private static final int PARTS = 6;

  String partition() {
    return part(1);
  }

  String region() {
    return part(3);
  }

  String account() {
    return part(4);
  }

  /// What it is called in its account: `repository/team/app`.
  String name() {
    return part(PARTS - 1);
  }

  /// The name of the repository, if it is one.
  String repository() {
    return name().startsWith("repository/") ? name().substring("repository/".length()) : name();
  }

  private String part(int number) {
    var parts = arn.split(":", PARTS);
    return parts.length == PARTS ? parts[number] : "";
  }
}
