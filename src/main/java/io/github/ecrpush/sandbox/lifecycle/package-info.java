/// Lifecycle policies of ECR: how they are written, and which images they would let expire. Pure
/// values and logic.
///
/// May import: image, json.
@NullMarked
package io.github.ecrpush.sandbox.lifecycle;

import org.jspecify.annotations.NullMarked;
