package io.github.ecrpush.yaml;

/// Where something stands: a file, and a line and a column that are counted from 1.
public record YamlPlace(String file, int line, int column) {

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
