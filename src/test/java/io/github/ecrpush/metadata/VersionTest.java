package io.github.ecrpush.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

  @ParameterizedTest
  @CsvSource({
    "v1.2.3,1.2.3,true",
    "0.0.0,0.0.0,true",
    "1.2.3-rc.1,1.2.3-rc.1,false",
    "1.2.3-0a.x-y,1.2.3-0a.x-y,false",
    "1.2.3-rc.1+001,1.2.3-rc.1,false",
    "1.2.3+a-b.01,1.2.3,true"
  })
  void reads_semantic_versions(String text, String version, boolean isFinal) {
    var read = SemanticVersion.parse(text).orElseThrow();

    assertThat(read.version()).isEqualTo(version);
    assertThat(read.isFinal()).isEqualTo(isFinal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v",
        "1",
        "1.2",
        "1.2.3.4",
        "01.2.3",
        "1.2.3-",
        "1.2.3-01",
        "1.2.3-a..b",
        "1.2.3+",
        "1.2.3-é",
        "V1.2.3",
        "vv1.2.3",
        "1.2.x",
        "-1.2.3",
        "99999999999999999.0.0"
      })
  void knows_what_is_no_semantic_version(String text) {
    assertThat(SemanticVersion.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "v1.0,1.0,true",
    "1!2.0,1!2.0,true",
    "1.0a1,1.0a1,false",
    "1.0-alpha.1,1.0a1,false",
    "1.0_beta,1.0b0,false",
    "1.0preview3,1.0rc3,false",
    "1.0c4,1.0rc4,false",
    "1.0RC2,1.0rc2,false",
    "1.0-1,1.0.post1,false",
    "1.0.rev3,1.0.post3,false",
    "1.0post,1.0.post0,false",
    "1.0-dev,1.0.dev0,false",
    "1.0rc1.post2.dev3,1.0rc1.post2.dev3,false",
    "1.0+Ubuntu-1,1.0+ubuntu.1,true",
    "01.002,1.2,true"
  })
  void reads_versions_of_python_packages(String text, String version, boolean isFinal) {
    var read = PythonVersion.parse(text).orElseThrow();

    assertThat(read.version()).isEqualTo(version);
    assertThat(read.isFinal()).isEqualTo(isFinal);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "v", "main", "1.0-", "1.0x", "1..0", "1.0+", "1.0+a..b", "!1.0"})
  void knows_what_is_no_version_of_a_python_package(String text) {
    assertThat(PythonVersion.parse(text)).isEmpty();
  }
}
