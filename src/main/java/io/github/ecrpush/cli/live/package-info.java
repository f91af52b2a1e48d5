/// What a run shows on a terminal: the plain log, and below it what is going on right now.
///
/// May import: everything below.
@NullMarked
package io.github.ecrpush.cli.live;

import org.jspecify.annotations.NullMarked;
