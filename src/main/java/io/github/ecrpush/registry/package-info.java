/// The OCI distribution protocol, as far as a push needs it: what does a tag point to, and which
/// bytes are there.
///
/// A protocol client: it speaks in its own exceptions and knows nothing of failures.
///
/// May import: http, credential, image, json.
@NullMarked
package io.github.ecrpush.registry;

import org.jspecify.annotations.NullMarked;
