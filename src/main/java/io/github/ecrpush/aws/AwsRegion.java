package io.github.ecrpush.aws;

import java.util.Optional;

/// Where in AWS: `eu-west-3`. It knows its partition, because names and hosts differ between them.
public record AwsRegion(String id) {

  /// A part of AWS that shares nothing with the others: names begin with the prefix.
  private enum Partition {
    CHINA("cn-", "aws-cn", "amazonaws.com.cn", "cn-north-1", "iam.cn-north-1.amazonaws.com.cn"),
    GOVERNMENT(
        "us-gov-", "aws-us-gov", "amazonaws.com", "us-gov-west-1", "iam.us-gov.amazonaws.com"),
    ISOLATED_B(
        "us-isob-",
        "aws-iso-b",
        "sc2s.sgov.gov",
        "us-isob-east-1",
        "iam.us-isob-east-1.sc2s.sgov.gov"),
    ISOLATED_F(
        "us-isof-",
        "aws-iso-f",
        "csp.hci.ic.gov",
        "us-isof-south-1",
        "iam.us-isof-south-1.csp.hci.ic.gov"),
    ISOLATED_E(
        "eu-isoe-",
        "aws-iso-e",
        "cloud.adc-e.uk",
        "eu-isoe-west-1",
        "iam.eu-isoe-west-1.cloud.adc-e.uk"),
    ISOLATED("us-iso-", "aws-iso", "c2s.ic.gov", "us-iso-east-1", "iam.us-iso-east-1.c2s.ic.gov"),
    EUROPE(
        "eusc-", "aws-eusc", "amazonaws.eu", "eusc-de-east-1", "iam.eusc-de-east-1.amazonaws.eu"),
    COMMERCIAL("", "aws", "amazonaws.com", "us-east-1", "iam.amazonaws.com");

    private final String prefix;
    private final String id;
    private final String dnsSuffix;
    private final String iamRegion;
    private final String iamHost;

    Partition(String prefix, String id, String dnsSuffix, String iamRegion, String iamHost) {
      this.prefix = prefix;
      this.id = id;
      this.dnsSuffix = dnsSuffix;
      this.iamRegion = iamRegion;
      this.iamHost = iamHost;
    }
  }

  public AwsRegion {
    if (!isShaped(id)) {
      throw AwsFailures.regionUnknown(id);
    }
  }

  /// Reads a region as a person writes it, and refuses one that is a slip of the pen.
  public static AwsRegion parse(String text) {
    var id = text.strip();
    if (id.isEmpty()) {
      throw AwsFailures.regionMissing();
    }
    if (KnownRegions.isMistyped(id)) {
      throw AwsFailures.regionUnknown(id);
    }
    return new AwsRegion(id);
  }

  /// The region of a text that may be missing.
  public static AwsRegion parse(Optional<String> text) {
    return parse(text.orElse(""));
  }

  /// The partition as ARNs name it: `aws`, `aws-cn`.
  public String partition() {
    return ofRegion().id;
  }

  /// What the host names of the partition end with: `amazonaws.com`.
  public String dnsSuffix() {
    return ofRegion().dnsSuffix;
  }

  /// The region that requests to IAM are signed for: a partition has one IAM.
  String homeOfIam() {
    return ofRegion().iamRegion;
  }

  String hostOfIam() {
    return ofRegion().iamHost;
  }

  /// The audience that STS expects in a token here.
  public String audience() {
    return ofRegion() == Partition.CHINA ? "sts.amazonaws.com.cn" : "sts.amazonaws.com";
  }

  private Partition ofRegion() {
    for (var partition : Partition.values()) {
      if (id.startsWith(partition.prefix)) {
        return partition;
      }
    }
    throw new IllegalStateException("the last partition has every region");
  }

  /// `letters-letters-digits`, with any number of words in the middle.
  private static boolean isShaped(String text) {
    var words = text.split("-", -1);
    int last = words.length - 1;
    if (last < 2 || words[last].isEmpty() || words[last].length() > 2) {
      return false;
    }
    for (int i = 0; i < last; i++) {
      if (words[i].isEmpty() || !words[i].chars().allMatch(c -> c >= 'a' && c <= 'z')) {
        return false;
      }
    }
    return words[last].chars().allMatch(c -> c >= '0' && c <= '9');
  }

  @Override
  public String toString() {
    return id;
  }
}
