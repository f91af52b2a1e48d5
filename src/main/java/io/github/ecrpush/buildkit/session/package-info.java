/// What a build may ask back from us: directories, registry logins, secrets.
///
/// The session is a connection that we dial and on which BuildKit is the client: we answer its
/// calls, each on a thread of its own, so that an answer that takes long keeps no other waiting,
/// least of all the one that says we are still there.
///
/// May import: credential, image, socket, buildkit.filesync, buildkit.wire.
@NullMarked
package io.github.ecrpush.buildkit.session;

import org.jspecify.annotations.NullMarked;
