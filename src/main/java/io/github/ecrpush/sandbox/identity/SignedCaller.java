package io.github.ecrpush.sandbox.identity;

/// Who signed a request, and for which region.
public record SignedCaller(Caller caller, String accessKeyId, String region) {}
