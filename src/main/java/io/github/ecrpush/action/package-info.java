/// The action door: `INPUT_*` into inputs, reports into the files and commands of GitHub's runner.
///
/// May import: everything below.
@NullMarked
package io.github.ecrpush.action;

import org.jspecify.annotations.NullMarked;
