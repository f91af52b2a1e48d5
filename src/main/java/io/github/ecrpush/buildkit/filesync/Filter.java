package io.github.ecrpush.buildkit.filesync;

import io.github.ecrpush.dockerfile.PathPatterns;
import io.github.ecrpush.dockerfile.PathPatterns.Match;

/// Which files of a directory BuildKit wants.
///
/// @param include what it wants; empty means all
/// @param exclude what it does not want
record Filter(PathPatterns include, PathPatterns exclude) {

  /// The answer for one path.
  ///
  /// @param sent whether it is sent
  /// @param entered whether something below it may be sent
  /// @param included how the include patterns match, for what is below
  /// @param excluded how the exclude patterns match, for what is below
  record Verdict(boolean sent, boolean entered, Match included, Match excluded) {

    static final Verdict ROOT = new Verdict(true, true, Match.ROOT, Match.ROOT);
  }

  Verdict judge(String path, Verdict directory) {
    var included = include.match(path, directory.included());
    var excluded = exclude.match(path, directory.excluded());
    boolean wanted = include.isEmpty() || included.matched();
    return new Verdict(
        wanted && !excluded.matched(),
        (wanted || include.canMatchBelow(path))
            && (!excluded.matched() || exclude.canExceptBelow(path)),
        included,
        excluded);
  }
}
