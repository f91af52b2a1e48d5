/// Connections to a Docker Engine or a BuildKit, by Unix socket or TCP, with nothing but the JDK,
/// and the upgrade that turns such a connection into a raw stream.
///
/// A protocol client: it speaks in its own exceptions and knows nothing of failures.
///
/// May import: concurrent.
@NullMarked
package io.github.ecrpush.socket;

import org.jspecify.annotations.NullMarked;
