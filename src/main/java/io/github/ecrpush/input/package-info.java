/// What a user may ask for: the declared inputs, where their values come from, and how lists,
/// choices and durations are read. Both doors read the same inputs in the same way.
///
/// May import: failure, image.
@NullMarked
package io.github.ecrpush.input;

import org.jspecify.annotations.NullMarked;
