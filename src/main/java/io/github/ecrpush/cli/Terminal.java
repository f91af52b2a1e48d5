package io.github.ecrpush.cli;

import io.github.ecrpush.credential.Redactor;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/// What the program stands in when a person or a script starts it.
///
/// @param out outputs, and nothing else
/// @param err everything that is for people
/// @param redactor takes out of both what nobody is to see
public record Terminal(
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    Path directory,
    Redactor redactor) {}
