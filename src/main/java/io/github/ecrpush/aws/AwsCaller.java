package io.github.ecrpush.aws;

import java.time.Instant;
import java.util.Optional;

/// Who AWS says we are.
///
/// @param arn of the assumed role, or of the user
/// @param origin where the credentials came from, to be shown: `role deploy by GitHub's token`
/// @param subject what the token said of the job, as STS confirmed it; nothing without a token
/// @param until when they end, where that is known; a run renews them before
public record AwsCaller(
    AwsAccount account,
    String arn,
    String origin,
    Optional<String> subject,
    Optional<Instant> until) {}
