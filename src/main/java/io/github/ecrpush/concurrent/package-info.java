/// Work side by side on platform threads, deadlines, and pauses between tries.
///
/// May import: the JDK.
@NullMarked
package io.github.ecrpush.concurrent;

import org.jspecify.annotations.NullMarked;
