/// The packaged program as a process, against a sandbox that is another process, and real engines.
@NullMarked
package io.github.ecrpush.process;

import org.jspecify.annotations.NullMarked;
