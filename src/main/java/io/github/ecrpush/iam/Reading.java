package io.github.ecrpush.iam;

/// How a policy document is read.
///
/// @param variables whether variables are filled in, as the document's version says
/// @param toExplain whether nobody is let in by it, so that an operator may be one that is not
///   known
record Reading(boolean variables, boolean toExplain) {}
