/// A certificate of the sandbox's own, made without any tool.
///
/// May import: sandbox.disk.
@NullMarked
package io.github.ecrpush.sandbox.tls;

import org.jspecify.annotations.NullMarked;
