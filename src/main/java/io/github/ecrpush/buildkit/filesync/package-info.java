/// Directories on their way to BuildKit: walked, filtered and sent file by file, so that the layers
/// made of them are the same as from any other client.
///
/// BuildKit asks for a directory by its name. We tell it the properties of every file, in order,
/// while it already asks for the contents it lacks. One thread walks, a few read, and all of them
/// send through one [PacketStream].
///
/// May import: dockerfile, file, buildkit.wire.
@NullMarked
package io.github.ecrpush.buildkit.filesync;

import org.jspecify.annotations.NullMarked;
