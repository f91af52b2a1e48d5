/// The patterns of `.gitignore` and `.gitattributes`: which files git passes by, and which it
/// changes on their way between repository and working tree.
///
/// May import: file.
@NullMarked
package io.github.ecrpush.git.pattern;

import org.jspecify.annotations.NullMarked;
