package io.github.ecrpush.git.object;

/// What is kept under an id. The bytes belong to whoever holds this; nobody changes them.
///
/// @param type `commit`, `tree`, `tag` or `blob`
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record GitObject(String type, byte[] content) {}
