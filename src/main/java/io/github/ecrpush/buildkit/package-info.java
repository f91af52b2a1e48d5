/// The client of BuildKit: one build in, what happens during it and its result out, and a session
/// on which BuildKit asks us for what only we have.
///
/// Calls block, end when their thread is interrupted, and throw exceptions that carry facts. The
/// words for people are found above.
///
/// May import: image, json, credential, http, socket, buildkit.session, buildkit.wire.
@NullMarked
package io.github.ecrpush.buildkit;

import org.jspecify.annotations.NullMarked;
