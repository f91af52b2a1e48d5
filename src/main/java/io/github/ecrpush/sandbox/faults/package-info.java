/// What goes wrong on request, decided in one place in front of everything that the sandbox plays.
///
/// May import: sandbox.web, sandbox.shape, input, json.
@NullMarked
package io.github.ecrpush.sandbox.faults;

import org.jspecify.annotations.NullMarked;
