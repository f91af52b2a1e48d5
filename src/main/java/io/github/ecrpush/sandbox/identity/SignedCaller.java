package io.github.ecrpush.sandbox.identity;

import io.github.ecrpush.sandbox.accounts.Caller;

/// Who signed a request, and for which region.
public record SignedCaller(Caller caller, String accessKeyId, String region) {}
