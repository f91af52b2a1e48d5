package io.github.ecrpush.buildkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.stream.Stream;

/// Contexts with everything in them that a client may get wrong.
enum TestContext {
  ONE_FILE {
    @Override
    void fill(Path root) throws IOException {
      file(root, "hello.txt", "hello");
    }
  },
  MODES {
    @Override
    void fill(Path root) throws IOException {
      for (int mode : new int[] {0400, 0600, 0644, 0755, 0777, 04755, 02755, 06711, 01644}) {
        mode(file(root, "mode-" + Integer.toOctalString(mode), "x"), mode);
      }
      for (int mode : new int[] {0700, 0755, 01777, 02775}) {
        mode(Files.createDirectory(root.resolve("dir-" + Integer.toOctalString(mode))), mode);
      }
    }
  },
  SYMBOLIC_LINKS {
    @Override
    void fill(Path root) throws IOException {
      file(root, "dir/real.txt", "real");
      link(root, "to-file", "dir/real.txt");
      link(root, "to-dir", "dir");
      link(root, "dangling", "nowhere/at all");
      link(root, "absolute", "/etc/passwd");
      link(root, "outside", "../../../etc/hostname");
      link(root, "loop", "loop");
    }
  },
  FOLLOWED_LINKS {
    @Override
    String dockerfileText() {
      return "FROM scratch\nCOPY via/link.txt /\nCOPY star/* /\nCOPY top /\n";
    }

    @Override
    void fill(Path root) throws IOException {
      file(root, "deep/down/real.txt", "real");
      file(root, "deep/down/other.txt", "other");
      link(root, "via", "deep/down");
      link(root, "deep/down/link.txt", "/deep/down/real.txt");
      file(root, "star/one", "1");
      link(root, "star/two", "../deep/down/other.txt");
      file(root, "unwanted/file", "no");
      link(root, "top", "./deep/../deep/down");
    }
  },
  HARD_LINKS {
    @Override
    void fill(Path root) throws IOException {
      var first = file(root, "b/first", "one inode");
      Files.createLink(root.resolve("b/second"), first);
      Files.createDirectory(root.resolve("z"));
      Files.createLink(root.resolve("z/third"), first);
      Files.createDirectory(root.resolve("a"));
      Files.createLink(root.resolve("a/before"), first);
      Files.createLink(root.resolve("a/ignored"), first);
      file(root, ".dockerignore", "a/ignored\na/before\n");
    }
  },
  NAMES {
    @Override
    void fill(Path root) throws IOException {
      for (var name :
          new String[] {
            "é.txt",
            "e\u0301.txt",
            "日本語",
            "with space",
            " leading",
            "trailing ",
            "tab\there",
            "new\nline",
            "quote'\"",
            "back\\slash",
            "*",
            "?",
            "[a]",
            "!not",
            "#hash",
            "-dash",
            "$dollar",
            "semi;colon",
            "%41",
            "+plus",
            "😀",
            "\uffee",
            "\u007f",
            "\u0001",
            "~"
          }) {
        file(root, name, name);
      }
      file(root, "n".repeat(255), "long");
    }
  },
  ORDER {
    @Override
    void fill(Path root) throws IOException {
      for (var name :
          new String[] {
            "a/x",
            "a-b",
            "a.b",
            "a0",
            "a b",
            "A",
            "aa/a",
            "aa-a",
            "Z",
            "_",
            "\uffee/x",
            "😀/x",
            "é/x"
          }) {
        file(root, name, name);
      }
    }
  },
  EMPTY_THINGS {
    @Override
    void fill(Path root) throws IOException {
      file(root, "empty", "");
      Files.createDirectories(root.resolve("empty-dir/in/in"));
      file(root, "almost/.keep", "");
    }
  },
  IGNORED {
    @Override
    void fill(Path root) throws IOException {
      file(
          root,
          ".dockerignore",
          """
          \ufeff# a comment
          **/*.log
          !important.log
          node_modules
          /build/
          !build/keep/**
          docs/**/*.md
          !docs/README.md
            spaced.txt \s
          x?z
          [q-s]*
          a/**/b
          **/deep/er
          é*
          only/**
          !only/this/one.txt
          .git
          """);
      for (var name :
          new String[] {
            "a.log",
            "important.log",
            "sub/important.log",
            "sub/b.log",
            "node_modules/m/index.js",
            "sub/node_modules/m.js",
            "build/out",
            "build/keep/me",
            "build/keep/me/too",
            "docs/README.md",
            "docs/x/README.md",
            "docs/x/y.txt",
            "spaced.txt",
            "xyz",
            "xz",
            "quit",
            "a/b",
            "a/x/y/b",
            "a/bc",
            "p/deep/er/f",
            "deep/er",
            "été",
            "only/this/one.txt",
            "only/this/two.txt",
            "only/that/one.txt",
            ".git/config",
            ".gitignore",
            "keep"
          }) {
        if (!Files.isDirectory(root.resolve(name))) {
          var clash = root.resolve(name).getParent();
          if (clash != null && Files.isRegularFile(clash)) {
            Files.delete(clash);
          }
          file(root, name, name);
        }
      }
    }
  },
  IGNORED_BUT_NEEDED {
    @Override
    void fill(Path root) throws IOException {
      file(root, ".dockerignore", "*\n!src\nsrc/**/test\n!src/a/test/keep\n!**/*.sh\n");
      for (var name :
          new String[] {
            "src/main",
            "src/a/test/keep",
            "src/a/test/drop",
            "src/b/test/drop",
            "other/deep/run.sh",
            "other/deep/no.txt",
            "top.sh",
            "top.txt"
          }) {
        file(root, name, name);
      }
    }
  },
  DOCKERFILE_OWN_IGNORE {
    @Override
    String dockerfile() {
      return "ci/api.Dockerfile";
    }

    @Override
    void fill(Path root) throws IOException {
      file(root, ".dockerignore", "kept.txt\n");
      file(root, "ci/api.Dockerfile.dockerignore", "*.tmp\nci\n");
      file(root, "kept.txt", "kept");
      file(root, "dropped.tmp", "dropped");
    }
  },
  SPECIAL_FILES {
    @Override
    void fill(Path root) throws IOException {
      run("mkfifo", root.resolve("fifo").toString());
      run("python3", "-c", socket(root.resolve("sock")));
      file(root, "plain", "plain");
      if (isRoot()) {
        run("mknod", root.resolve("null").toString(), "c", "1", "3");
        run("mknod", root.resolve("loop").toString(), "b", "7", "300");
      }
    }
  },
  EXTENDED_ATTRIBUTES {
    @Override
    void fill(Path root) throws IOException {
      attribute(file(root, "dir/with", "x"), "origin", "here");
      attribute(root.resolve("dir"), "kind", "folder");
      attribute(file(root, "empty-value", "x"), "none", "");
    }
  },
  OLD_TIMES {
    @Override
    void fill(Path root) throws IOException {
      run("touch", "-d", "1969-12-31T23:59:58.5Z", file(root, "before", "x").toString());
      run("touch", "-d", "1970-01-01T00:00:00Z", file(root, "epoch", "x").toString());
      run("touch", "-d", "2024-02-29T12:00:00.123456789Z", file(root, "nanos", "x").toString());
      run("touch", "-h", "-d", "2001-01-01", link(root, "link", "nanos").toString());
    }
  },
  BIG_AND_ODD_SIZES {
    @Override
    void fill(Path root) throws IOException {
      for (int size : new int[] {1, 32767, 32768, 32769, 524287, 524288, 524289, 3_000_001}) {
        Files.write(root.resolve("size-" + size), new byte[size]);
      }
    }
  },
  TEN_THOUSAND_FILES {
    @Override
    void fill(Path root) throws IOException {
      for (int i = 0; i < 10_000; i++) {
        file(root, "d%02d/e%d/file-%d.txt".formatted(i % 100, i % 7, i), "content " + i);
      }
    }
  };

  abstract void fill(Path root) throws IOException;

  String dockerfile() {
    return "Dockerfile";
  }

  String dockerfileText() {
    return "FROM scratch\nCOPY . /\n";
  }

  void write(Path root, String dockerfileText) throws IOException {
    file(root, dockerfile(), dockerfileText);
    fill(root);
  }

  /// Copies the same, but gives directories a fixed time: on Docker 20.10 they have the time at
  /// which they arrived, whoever sent them.
  String dockerfileWithoutDirectoryTimes() {
    return dockerfileText()
            .replace("FROM scratch\n", "FROM busybox:local AS timeless\nWORKDIR /copied\n")
            .replace(" /\n", " /copied/\n")
        + """
        RUN find . -type d -exec touch -d @0 {} +
        FROM scratch
        COPY --from=timeless /copied/ /
        """;
  }

  static Path file(Path root, String name, String content) throws IOException {
    var file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private static Path link(Path root, String name, String target) throws IOException {
    return Files.createSymbolicLink(root.resolve(name), Path.of(target));
  }

  private static void mode(Path file, int mode) throws IOException {
    Files.setAttribute(file, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
  }

  private static void attribute(Path file, String name, String value) throws IOException {
    Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
        .write(name, ByteBuffer.wrap(value.getBytes(UTF_8)));
  }

  private static String socket(Path path) {
    return "import socket; socket.socket(socket.AF_UNIX).bind('" + path + "')";
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void run(String... command) throws IOException {
    try {
      int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IOException(Stream.of(command).toList() + " exited with " + exit);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
