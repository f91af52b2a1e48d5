package io.github.ecrpush.aws;

import io.github.ecrpush.credential.Secret;
import io.github.ecrpush.file.SmallFile;
import io.github.ecrpush.file.UnusableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// An identity token in a file that somebody else keeps fresh, as Kubernetes does. It is read each
/// time a role is assumed.
record TokenFile(String what, Path file) implements IdentityTokenSource {

  private static final int SHORTEST = 4;
  private static final int PARTS = 3;
  static final int LONGEST = 20_000;

  @Override
  public Secret token(String audience) {
    try {
      requirePlain();
      var text = SmallFile.text(file, LONGEST).strip();
      if (text.isEmpty()) {
        throw AwsFailures.tokenFileUnreadable(what, file, "It is empty.");
      }
      if (text.length() < SHORTEST) {
        throw AwsFailures.tokenFileUnreadable(what, file, "It is shorter than any token.");
      }
      if (text.split("\\.", -1).length != PARTS) {
        throw AwsFailures.tokenFileUnreadable(
            what, file, "It holds no token: one has three parts, with dots between them.");
      }
      return new Secret(text);
    } catch (UnusableFileException e) {
      throw AwsFailures.tokenFileUnreadable(what, file, e.sentence());
    } catch (IOException _) { // its message may quote what was read
      throw AwsFailures.tokenFileUnreadable(what, file, "It is not there, or may not be read.");
    }
  }

  /// Kubernetes puts a link there, to a folder beside it. A link to elsewhere could have come with
  /// a checkout, to have another file sent away as a token.
  private void requirePlain() throws IOException {
    var folder = file.toAbsolutePath().resolveSibling("").toRealPath();
    var real = file.toRealPath();
    if (!real.startsWith(folder) || !Files.isRegularFile(real)) {
      throw AwsFailures.tokenFileUnreadable(
          what, file, "It is no plain file, or a link that leads out of its folder.");
    }
  }
}
