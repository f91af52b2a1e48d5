package io.github.ecrpush.aws;

/// Who AWS says we are.
///
/// @param arn of the assumed role, or of the user
/// @param origin where the credentials came from, to be shown: `role deploy by GitHub's token`
public record AwsCaller(AwsAccount account, String arn, String origin) {}
