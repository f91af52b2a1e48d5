package io.github.ecrpush.iam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// ARNs with wildcards, which do not reach over its colons, save in the last part.
final class ArnPattern {

  private static final int PARTS = 6;
  private static final int[] ANYTHING = {Wildcard.MANY};

  private ArnPattern() {}

  /// Whether an ARN fits, part by part.
  static boolean fits(String arn, int[] pattern) {
    return fits(arn, parts(pattern));
  }

  /// Whether a resource fits. A lone `*` is every resource, and parts that a policy leaves out are
  /// any.
  static boolean coversResource(String resource, int[] pattern) {
    if (Arrays.equals(pattern, ANYTHING)) {
      return true;
    }
    var parts = new ArrayList<>(parts(pattern));
    while (parts.size() < PARTS) {
      parts.add(ANYTHING);
    }
    return fits(resource, parts);
  }

  private static boolean fits(String arn, List<int[]> patterns) {
    var parts = arn.split(":", PARTS);
    if (parts.length != PARTS || patterns.size() != PARTS) {
      return false;
    }
    for (int part = 0; part < PARTS; part++) {
      if (!Wildcard.matches(patterns.get(part), parts[part])) {
        return false;
      }
    }
    return true;
  }

  private static List<int[]> parts(int[] pattern) {
    var parts = new ArrayList<int[]>();
    int from = 0;
    for (int i = 0; i < pattern.length && parts.size() < PARTS - 1; i++) {
      if (pattern[i] == ':') {
        parts.add(Arrays.copyOfRange(pattern, from, i));
        from = i + 1;
      }
    }
    parts.add(Arrays.copyOfRange(pattern, from, pattern.length));
    return parts;
  }
}
