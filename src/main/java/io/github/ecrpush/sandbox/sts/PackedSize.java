package io.github.ecrpush.sandbox.sts;

import io.github.ecrpush.sandbox.accounts.RoleSession.Passed;
import io.github.ecrpush.sandbox.web.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/// How much of the room for session policies and tags is taken. AWS packs them in a form that it
/// does not tell; here they are deflated.
final class PackedSize {

  private static final int ROOM = 1024;
  private static final int LONGEST_PLAIN = 2048;

  private PackedSize() {}

  static int percent(Passed passed) {
    var text = new StringBuilder();
    passed.policies().forEach(text::append);
    passed.policyArns().forEach(text::append);
    passed.tags().forEach((key, value) -> text.append(key).append(value));
    return text.isEmpty() ? 0 : Math.ceilDiv(100 * deflated(text.toString()), ROOM);
  }

  private static int deflated(String text) {
    try (var deflater = new Deflater(Deflater.BEST_COMPRESSION, true)) {
      deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
      deflater.finish();
      int length = 0;
      var buffer = new byte[4096];
      while (!deflater.finished()) {
        length += deflater.deflate(buffer);
      }
      return length;
    }
  }

  /// @throws RefusedException if there is not room enough
  static void check(Passed passed) {
    int plain =
        passed.policies().stream().mapToInt(String::length).sum()
            + passed.policyArns().stream().mapToInt(String::length).sum();
    int percent = percent(passed);
    if (plain > LONGEST_PLAIN || percent > 100) {
      throw new RefusedException(
          400,
          "PackedPolicyTooLarge",
          "Packed size of session tags and session policies consumes %d%% of allotted space."
              .formatted(Math.max(percent, Math.ceilDiv(100 * plain, LONGEST_PLAIN))));
    }
  }
}
