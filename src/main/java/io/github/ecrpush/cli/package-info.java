/// The terminal door: flags into inputs, reports into lines on standard output.
///
/// May import: everything below. The home of picocli.
@NullMarked
package io.github.ecrpush.cli;

import org.jspecify.annotations.NullMarked;
