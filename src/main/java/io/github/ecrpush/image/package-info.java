/// The words of the trade: what an image is called, what it is made of, and what its fingerprints
/// are.
///
/// May import: the JDK.
@NullMarked
package io.github.ecrpush.image;

import org.jspecify.annotations.NullMarked;
