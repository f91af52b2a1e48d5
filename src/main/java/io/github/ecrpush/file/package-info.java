/// Files that somebody else may have put there, read whole and without a surprise; and what a file
/// is.
///
/// May import: the JDK.
@NullMarked
package io.github.ecrpush.file;

import org.jspecify.annotations.NullMarked;
