/// The Docker Engine: where it is, what it can do, and how it pushes an image from its own store.
///
/// The handshake is made over a plain socket, because a build that BuildKit pushes never needs
/// docker-java, whose classes take longer to load than the rest of the start. Only the push loads
/// them.
///
/// May import: credential, image, json, progress, socket and lower.
@NullMarked
package io.github.ecrpush.build.engine;

import org.jspecify.annotations.NullMarked;
