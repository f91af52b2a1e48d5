/// What git remembers of a working tree: each file with its content's id, and with what the file
/// system said of it then, so that a file that did not change need not be read.
///
/// May import: file, git.object.
@NullMarked
package io.github.ecrpush.git.index;

import org.jspecify.annotations.NullMarked;
