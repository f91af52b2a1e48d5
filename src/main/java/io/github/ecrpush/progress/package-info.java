/// What long work reports while it runs. It never prints.
///
/// May import: image.
@NullMarked
package io.github.ecrpush.progress;

import org.jspecify.annotations.NullMarked;
