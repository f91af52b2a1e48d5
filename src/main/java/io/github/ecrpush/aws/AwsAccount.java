package io.github.ecrpush.aws;

/// The number of an account. It is text, for it may begin with zeros.
public record AwsAccount(String id) {

  private static final int LENGTH = 12;

  public AwsAccount {
    if (!isId(id)) {
      throw AwsFailures.accountMalformed(id);
    }
  }

  private static boolean isId(String text) {
    return text.length() == LENGTH && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }

  @Override
  public String toString() {
    return id;
  }
}
