/// The accounts that the sandbox plays: their roles, users, policies and providers, and who of them
/// may do what.
///
/// May import: iam, image, json.
@NullMarked
package io.github.ecrpush.sandbox.accounts;

import org.jspecify.annotations.NullMarked;
