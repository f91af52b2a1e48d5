/// HTTP without surprises: one way out of the machine (proxy, trusted certificates), retries, and
/// bodies that are streamed.
///
/// A protocol client: it speaks in its own exceptions and knows nothing of failures.
///
/// May import: concurrent, json, file.
@NullMarked
package io.github.ecrpush.http;

import org.jspecify.annotations.NullMarked;
