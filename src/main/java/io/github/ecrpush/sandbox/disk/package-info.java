/// The sandbox's data folder: keys that only their owner reads, files that are whole or not there.
///
/// May import: the JDK.
@NullMarked
package io.github.ecrpush.sandbox.disk;

import org.jspecify.annotations.NullMarked;
