/// What a working tree says about itself: its commit and its branch. Read from git's files, with no
/// process and no library, so that nothing a repository brings along can be run.
///
/// May import: file.
@NullMarked
package io.github.ecrpush.git;

import org.jspecify.annotations.NullMarked;
