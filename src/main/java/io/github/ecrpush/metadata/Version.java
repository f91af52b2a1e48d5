package io.github.ecrpush.metadata;

/// A version that was read from a git tag, in one of the two ways of writing them.
///
/// @param raw as it was written
/// @param version as it is written by its rules
/// @param isFinal whether it is neither before nor after a release
record Version(
    String raw, String version, String major, String minor, String patch, boolean isFinal) {}
