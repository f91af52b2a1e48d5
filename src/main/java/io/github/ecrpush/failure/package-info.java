/// What a person is told when a run cannot go on: what happened, why, and how to fix it.
///
/// May import: the JDK.
@NullMarked
package io.github.ecrpush.failure;

import org.jspecify.annotations.NullMarked;
