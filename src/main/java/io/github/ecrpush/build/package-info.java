/// Builds an image through BuildKit, and puts into words what can go wrong on the way.
///
/// May import: buildkit, credential, dockerfile, image, progress, socket and lower.
@NullMarked
package io.github.ecrpush.build;

import org.jspecify.annotations.NullMarked;
