package io.github.ecrpush.dockerfile;

import java.util.List;
import java.util.Optional;

/// A part of a Dockerfile that begins with `FROM`.
///
/// @param image what stands after `FROM`, with the defaults of arguments put in: an image, an
///   earlier stage or `scratch`
/// @param name what stands after `AS`, in lower case
/// @param instructions all of its instructions, `FROM` first
public record Stage(String image, Optional<String> name, List<Instruction> instructions) {

  public Stage {
    instructions = List.copyOf(instructions);
  }

  /// The line of its `FROM`.
  public int line() {
    return instructions.getFirst().firstLine();
  }
}
