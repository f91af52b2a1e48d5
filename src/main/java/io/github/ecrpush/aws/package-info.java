/// Who we are to AWS: a GitHub token exchanged for a role, or what the machine itself offers; which
/// account and region that is; and the clients that ask AWS in its name.
///
/// May import: http, credential, progress, failure, concurrent, json, file, and the AWS SDK.
@NullMarked
package io.github.ecrpush.aws;

import org.jspecify.annotations.NullMarked;
