package io.github.ecrpush.buildkit.filesync;

import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/// What the transfers of one session share.
///
/// @param threads where files are walked and read
/// @param transit how much content is on its way
/// @param problems is told why a directory could not be sent
public record Workshop(ExecutorService threads, Transit transit, Consumer<Throwable> problems) {}
