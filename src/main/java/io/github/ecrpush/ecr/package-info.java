/// What only ECR has: a login that comes from AWS, repositories that must exist, tags that may not
/// move.
///
/// May import: aws, registry, http, credential, progress, concurrent, json, failure, image, and the
/// AWS SDK.
@NullMarked
package io.github.ecrpush.ecr;

import org.jspecify.annotations.NullMarked;
