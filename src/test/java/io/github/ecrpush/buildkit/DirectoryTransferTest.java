package io.github.ecrpush.buildkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status.Code;
import java.net.StandardProtocolFamily;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DirectoryTransferTest {

  private static final int DIRECTORY = 1 << 31;
  private static final int SYMBOLIC_LINK = 1 << 27;
  private static final int FIFO = 1 << 25;

  @TempDir Path directory;

  private FakeBuildKit buildkit;

  @BeforeEach
  void open() throws Exception {
    buildkit = new FakeBuildKit(TestBuild.offer(directory));
  }

  @AfterEach
  void close() {
    buildkit.close();
  }

  @Test
  void lists_names_in_the_order_of_their_bytes() throws Exception {
    for (var name : new String[] {"a/x", "a-b", "a.b", "B", "\uffee", "😀", "é", "e\u0301"}) {
      file(name, "");
    }

    assertThat(received().paths())
        .containsExactly("B", "a", "a/x", "a-b", "a.b", "e\u0301", "é", "\uffee", "😀");
  }

  @Test
  void sends_contents_of_any_size_under_the_number_in_the_list() throws Exception {
    var random = new Random(4);
    for (int size : new int[] {0, 1, 32768, 32769, 524288, 524289, 2_000_000}) {
      var bytes = new byte[size];
      random.nextBytes(bytes);
      Files.write(directory.resolve("size-" + size), bytes);
    }

    var received = received();
    for (var path : received.paths()) {
      assertThat(received.content(path))
          .isEqualTo(Files.readAllBytes(directory.resolve(path)))
          .hasSize((int) received.stat(path).getSize());
    }
    assertThat(received.finish().isOk()).isTrue();
  }

  @Test
  void sends_modes_as_go_has_them() throws Exception {
    mode(file("plain", ""), 0640);
    mode(file("all", ""), 07777);
    mode(Files.createDirectory(directory.resolve("tmp")), 01777);

    var received = received();
    received.stats();

    assertThat(received.stat("plain").getMode()).isEqualTo(0640);
    assertThat(received.stat("all").getMode()).isEqualTo(0777 | 1 << 23 | 1 << 22 | 1 << 20);
    assertThat(received.stat("tmp").getMode()).isEqualTo(0777 | DIRECTORY | 1 << 20);
    assertThat(received.stat("tmp").getSize()).isZero();
  }

  @Test
  void sends_symbolic_links_as_they_are() throws Exception {
    link("out", "../../etc/passwd");
    link("nowhere", "not/there");

    var received = received();
    received.stats();

    assertThat(received.stat("out").getLink()).isEqualTo("../../etc/passwd");
    assertThat(received.stat("out").getMode() & SYMBOLIC_LINK).isNotZero();
    assertThat(received.stat("nowhere").getLink()).isEqualTo("not/there");
  }

  @Test
  void sends_the_second_name_of_a_file_as_a_hard_link() throws Exception {
    var first = file("b", "once");
    Files.createLink(directory.resolve("c"), first);
    Files.createLink(directory.resolve("a"), first);

    var received = received("exclude-patterns", "a");
    received.stats();

    assertThat(received.stat("b").getLink()).isEmpty();
    assertThat(received.stat("c").getLink()).isEqualTo("b");
    assertThat(received.stat("c").getSize()).isZero();
    assertThat(received.content("b")).isEqualTo("once".getBytes(UTF_8));
  }

  @Test
  void never_opens_what_is_no_file() throws Exception {
    assertThat(new ProcessBuilder("mkfifo", directory.resolve("fifo").toString()).start().waitFor())
        .isZero();
    try (var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(directory.resolve("socket")));

      var received = received();
      received.stats();

      assertThat(received.stat("fifo").getMode() & FIFO).isNotZero();
      assertThat(received.stat("socket").getMode() & ~0777).isZero();
      assertThat(received.content("socket")).isEmpty();
      assertThat(received.finish().isOk()).isTrue();
    }
  }

  @Test
  void sends_extended_attributes_of_files_and_directories() throws Exception {
    attribute(file("dir/file", ""), "origin", "here");
    attribute(directory.resolve("dir"), "empty", "");

    var received = received();
    received.stats();

    assertThat(received.stat("dir/file").getAttributesMap())
        .containsEntry("user.origin", ByteString.copyFromUtf8("here"));
    assertThat(received.stat("dir").getAttributesMap())
        .containsEntry("user.empty", ByteString.EMPTY);
  }

  @Test
  void sends_an_excluded_directory_just_before_what_is_kept_in_it() throws Exception {
    for (var name : new String[] {"a/drop", "a/x/drop", "a/x/keep", "b/drop", "c"}) {
      file(name, "");
    }

    var paths =
        received("exclude-patterns", "a", "exclude-patterns", "b", "exclude-patterns", "!a/x/keep")
            .paths();

    assertThat(paths).containsExactly("a", "a/x", "a/x/keep", "c");
  }

  @Test
  void follows_links_to_what_is_asked_for_but_never_out() throws Exception {
    file("deep/real", "");
    file("deep/other", "");
    file("etc/passwd", "");
    link("via", "deep");
    link("absolute", "/deep/real");
    link("out", "../../../etc/passwd");
    link("loop", "loop");

    assertThat(received("followpaths", "via/real").paths())
        .containsExactly("deep", "deep/real", "via");
    assertThat(received("followpaths", "absolute").paths())
        .containsExactly("absolute", "deep", "deep/real");
    assertThat(received("followpaths", "out").paths()).containsExactly("etc", "etc/passwd", "out");
    assertThat(received("followpaths", "loop").paths()).containsExactly("loop");
    assertThat(received("followpaths", "v*").paths())
        .containsExactly("deep", "deep/other", "deep/real", "via");
    assertThat(received("followpaths", "not/there").paths()).isEmpty();
    assertThat(received("followpaths", "/").paths()).contains("loop", "deep/other");
  }

  @Test
  void reads_patterns_that_are_encoded() throws Exception {
    file("é + a", "");
    file("other", "");

    var paths =
        received(
                "include-patterns",
                URLEncoder.encode("é + a", UTF_8),
                "include-patterns-encoded",
                "1")
            .paths();

    assertThat(paths).containsExactly("é + a");
  }

  @Test
  void refuses_a_header_that_is_not_encoded_as_it_says() throws Exception {
    var received = received("include-patterns", "%zz", "include-patterns-encoded", "1");

    assertThat(received.end().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void knows_no_other_directory() throws Exception {
    assertThat(buildkit.ask("dir-name", "/etc").end().getCode()).isEqualTo(Code.NOT_FOUND);
    assertThat(buildkit.ask("dir-name", "").end().getCode()).isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void gives_each_content_once() throws Exception {
    file("a", "content");
    var received = received();
    received.stats();
    received.content("a");

    received.ask(0);

    assertThat(received.end().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void sends_an_empty_directory_as_an_empty_list() throws Exception {
    var received = received();

    assertThat(received.stats()).isEmpty();
    assertThat(received.finish().isOk()).isTrue();
  }

  @Test
  void serves_several_transfers_at_once() throws Exception {
    for (int i = 0; i < 300; i++) {
      file("d" + i % 7 + "/" + i, "content " + i);
    }
    var first = received();
    var second = received();
    var paths = first.paths();
    second.stats();

    for (var path : paths) {
      if (first.stat(path).getMode() > 0) {
        assertThat(first.content(path)).isEqualTo(second.content(path));
      }
    }
  }

  private ReceivedDirectory received(String... headers) {
    var all = new String[headers.length + 2];
    all[0] = "dir-name";
    all[1] = "context";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return buildkit.ask(all);
  }

  private Path file(String name, String content) throws Exception {
    var file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private void link(String name, String target) throws Exception {
    Files.createSymbolicLink(directory.resolve(name), Path.of(target));
  }

  private static void mode(Path file, int mode) throws Exception {
    Files.setAttribute(file, "unix:mode", mode);
  }

  private static void attribute(Path file, String name, String value) throws Exception {
    Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
        .write(name, ByteBuffer.wrap(value.getBytes(UTF_8)));
  }
}
