package io.github.ecrpush;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.github.ecrpush.cli.live.Screen;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Standard error as a screen. How large it is, and on macOS whether it is one, only the system
/// knows, which is asked by `ioctl`; see decision 0015.
///
/// Threads may share it.
final class ErrorScreen implements Screen {

  private static final int STANDARD_ERROR = 2;
  private static final Path ITS_FILE = Path.of("/proc/self/fd/" + STANDARD_ERROR);
  private static final boolean IS_MAC = System.getProperty("os.name", "").startsWith("Mac");

  /// `TIOCGWINSZ`
  private static final long WINDOW_SIZE = IS_MAC ? 0x4008_7468L : 0x5413L;

  private static final Size USUAL = new Size(80, 24);

  private final PrintStream err;
  private final Map<String, String> environment;
  private volatile boolean hidden;

  ErrorScreen(PrintStream err, Map<String, String> environment) {
    this.err = err;
    this.environment = environment;
  }

  @Override
  public boolean isTerminal() {
    try {
      var file = Files.readSymbolicLink(ITS_FILE).toString();
      return file.startsWith("/dev/pts/")
          || file.startsWith("/dev/tty")
          || file.equals("/dev/console");
    } catch (IOException _) { // no Linux
      return IS_MAC && asked().isPresent();
    }
  }

  /// A terminal that does not know its size says nothing, or zero.
  @Override
  public Size size() {
    return asked()
        .filter(size -> size.columns() > 0 && size.rows() > 0)
        .orElseGet(
            () -> new Size(number("COLUMNS", USUAL.columns()), number("LINES", USUAL.rows())));
  }

  private int number(String variable, int otherwise) {
    try {
      return Math.max(1, Integer.parseInt(environment.getOrDefault(variable, "")));
    } catch (NumberFormatException _) {
      return otherwise;
    }
  }

  @Override
  public void write(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    err.write(bytes, 0, bytes.length);
    err.flush();
  }

  @Override
  public void hideCursor() {
    if (hidden) {
      return;
    }
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(this::showCursor, "cursor"));
    } catch (IllegalStateException _) {
      return; // the process is about to end: it stays
    }
    hidden = true;
    write("\u001b[?25l");
  }

  @Override
  public synchronized void showCursor() {
    if (hidden) {
      hidden = false;
      write("\u001b[?25h");
    }
  }

  private static Optional<Size> asked() {
    try (var arena = Arena.ofConfined()) {
      var answer = arena.allocate(4 * JAVA_SHORT.byteSize(), JAVA_SHORT.byteAlignment());
      int failed = (int) Ioctl.CALL.invokeExact(STANDARD_ERROR, WINDOW_SIZE, answer);
      int rows = Short.toUnsignedInt(answer.getAtIndex(JAVA_SHORT, 0));
      int columns = Short.toUnsignedInt(answer.getAtIndex(JAVA_SHORT, 1));
      return failed == 0 ? Optional.of(new Size(columns, rows)) : Optional.empty();
    } catch (Throwable _) {
      return Optional.empty(); // a method handle may throw whatever it likes
    }
  }

  /// Made when it is first called: that takes a tenth of a second.
  private static final class Ioctl {
    private static final MethodHandle CALL = call();

    @SuppressWarnings("restricted")
    private static MethodHandle call() {
      var linker = Linker.nativeLinker();
      return linker.downcallHandle(
          linker.defaultLookup().find("ioctl").orElseThrow(),
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Linker.Option.firstVariadicArg(2));
    }
  }
}
