/// Who we are to a registry, and how a secret is kept from being printed.
///
/// May import: image, failure, json, yaml, file.
@NullMarked
package io.github.ecrpush.credential;

import org.jspecify.annotations.NullMarked;
