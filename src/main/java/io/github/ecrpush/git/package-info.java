/// What a working tree says about itself: its commit, branch and tags, and whether its files are
/// those of the commit. Read from git's files, with no process and no library, so that nothing a
/// repository brings along can be run.
///
/// `git.object` has what git keeps under a hash, `git.index` what it remembers of files,
/// `git.pattern` the patterns of `.gitignore` and `.gitattributes`.
///
/// May import: file.
@NullMarked
package io.github.ecrpush.git;

import org.jspecify.annotations.NullMarked;
