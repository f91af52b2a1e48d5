/// HTTP as the sandbox's endpoints see it: a call comes in, an answer is a value that goes out.
/// Knows nothing of AWS, GitHub or registries.
///
/// May import: image, json.
@NullMarked
package io.github.ecrpush.sandbox.web;

import org.jspecify.annotations.NullMarked;
