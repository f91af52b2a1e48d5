package io.github.ecrpush.sandbox.identity;

/// Somebody whom AWS knows.
///
/// @param arn `arn:aws:sts::123456789012:assumed-role/deploy/run-1`
/// @param temporary whether it has a session rather than keys that last
public record Caller(String account, String arn, String userId, boolean temporary) {}
