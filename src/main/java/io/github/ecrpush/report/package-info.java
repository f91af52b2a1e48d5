/// What a run shows, for both doors: the lines of the log, the text of a failure, the outputs.
///
/// May import: everything below; it never prints by itself, it is given where to.
@NullMarked
package io.github.ecrpush.report;

import org.jspecify.annotations.NullMarked;
