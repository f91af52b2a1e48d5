package io.github.ecrpush.aws;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;

/// The regions that the SDK has heard of. New ones appear, so a region that is not among them is
/// not wrong; one that is a letter away from one of them is.
final class KnownRegions {

  private static final int CLOSE = 3;

  private KnownRegions() {}

  static boolean contains(String id) {
    return Region.regions().contains(Region.of(id));
  }

  /// Whether this is no known place, but one slip of the pen away from one. Numbers do not count: a
  /// known place may get a further region.
  static boolean isMistyped(String id) {
    if (contains(id)) {
      return false;
    }
    var place = place(id);
    return ids().stream().noneMatch(known -> place(known).equals(place))
        && ids().stream().anyMatch(known -> distance(place(known), place) == 1);
  }

  /// The known region that is nearest to what was written, when one is near.
  static Optional<String> nearest(String id) {
    return ids().stream()
        .min(Comparator.comparingInt(known -> distance(known, id)))
        .filter(known -> distance(known, id) <= CLOSE);
  }

  private static List<String> ids() {
    return Region.regions().stream()
        .filter(region -> !region.isGlobalRegion())
        .map(Region::id)
        .sorted()
        .toList();
  }

  private static String place(String id) {
    int dash = id.lastIndexOf('-');
    return dash < 0 ? id : id.substring(0, dash);
  }

  /// How many letters must be added, left out, changed or swapped with their neighbour.
  private static int distance(String one, String other) {
    var table = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : step(table, one, other, i, j);
      }
    }
    return table[one.length()][other.length()];
  }

  private static int step(int[][] table, String one, String other, int i, int j) {
    int changed = table[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
    int best = Math.min(changed, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
    boolean swapped =
        i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1);
    return swapped ? Math.min(best, 1 + table[i - 2][j - 2]) : best;
  }
}
