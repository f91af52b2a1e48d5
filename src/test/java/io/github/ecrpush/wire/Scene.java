package io.github.ecrpush.wire;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// How AWS is when a run meets it.
///
/// @param there whether the repository is
/// @param raced whether another run creates it at the same time
/// @param settled whether it has policies and tags already
/// @param holding whether it has the image that is pushed, under every tag
/// @param denied the operation that we may not call
record Scene(
    boolean there, boolean raced, boolean settled, boolean holding, Optional<String> denied) {

  private static final List<String> DENIED =
      List.of(
          "AssumeRole",
          "GetAuthorizationToken",
          "DescribeRepositories",
          "BatchGetImage",
          "CreateRepository",
          "PutImage",
          "SetRepositoryPolicy",
          "PutLifecyclePolicy",
          "TagResource",
          "ListImages");

  static Scene of(RandomGenerator chance) {
    return new Scene(
        chance.nextInt(10) < 6,
        chance.nextInt(8) == 0,
        chance.nextBoolean(),
        chance.nextInt(4) == 0,
        chance.nextInt(20) == 0
            ? Optional.of(DENIED.get(chance.nextInt(DENIED.size())))
            : Optional.empty());
  }
}
