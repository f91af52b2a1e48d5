/// The packaged program as a process, against a sandbox that is another process, and real engines.
/// What the end-to-end tests use of it, too, is public.
@NullMarked
package io.github.ecrpush.process;

import org.jspecify.annotations.NullMarked;
