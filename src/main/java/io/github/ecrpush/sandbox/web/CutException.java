package io.github.ecrpush.sandbox.web;

/// A call is not to be answered: its connection is to be cut, so that the client sees a reset.
public final class CutException extends RuntimeException {

  private static final long serialVersionUID = 1L;
}
