/// AWS's query APIs: STS, and as much of IAM as tells about roles.
///
/// May import: sandbox.identity, sandbox.accounts, sandbox.web, iam, json.
@NullMarked
package io.github.ecrpush.sandbox.sts;

import org.jspecify.annotations.NullMarked;
