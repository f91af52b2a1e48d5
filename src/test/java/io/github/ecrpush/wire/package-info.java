/// What goes over the wire to AWS, held against what AWS has published.
@NullMarked
package io.github.ecrpush.wire;

import org.jspecify.annotations.NullMarked;
