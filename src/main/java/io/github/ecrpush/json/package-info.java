/// The one home of Jackson: JSON trees in and out.
///
/// May import: the JDK.
@NullMarked
package io.github.ecrpush.json;

import org.jspecify.annotations.NullMarked;
