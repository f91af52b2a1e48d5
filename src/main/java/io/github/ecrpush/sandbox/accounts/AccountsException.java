package io.github.ecrpush.sandbox.accounts;

import java.nio.file.Path;

/// A folder of accounts cannot be understood.
public final class AccountsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final String place;

  public AccountsException(Path file, String place, String problem) {
    super(problem);
    this.file = file;
    this.place = place;
  }

  /// The file or folder that is wrong.
  public Path file() {
    return file;
  }

  /// Where in the file: `AssumeRolePolicyDocument.Statement[0]`; empty when it is all of it.
  public String place() {
    return place;
  }
}
