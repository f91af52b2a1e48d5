package io.github.ecrpush.metadata;

import static io.github.ecrpush.testing.GoldenFailure.assertGolden;

import io.github.ecrpush.failure.FailureException;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class MetadataFailuresTest {

  @Test
  void tells_all_mistakes_at_once_with_what_was_meant() {
    var rules =
        new Rules(
            """
            type=semverr,pattern={{version}}
            type=semver
            type=ref,event=branches
            type=sha,format=medium,prority=high
            type=raw,value={{branhc}}-{{date YYYY}},enable=maybe
            type=match,pattern=v(
            type=schedule,pattern={{date 'YYYY' tz='Asia/Tokio'}}
            type=raw,value=${{ github.ref_name }}
            123456789012.dkr.ecr.eu-west-3.amazonaws.com/app:1.0
            """,
            "latest=yes\nonlatest=true\nsufix=-x",
            Map.of(
                "DOCKER_METADATA_SHORT_SHA_LENGTH",
                "seven",
                "DOCKER_METADATA_ANNOTATIONS_LEVELS",
                "manifest,indexes"));

    assertGolden(rules.failureFor(Sources.branch("main")));
  }

  @Test
  void tells_one_mistake() {
    assertGolden(Rules.of("type=sha,format=lnog").failureFor(Sources.branch("main")), "one");
  }

  @Test
  void tells_of_each_rule_why_it_made_no_tag() {
    var rules =
        Rules.of(
            """
            type=schedule
            type=semver,pattern={{version}}
            type=match,pattern=v(.*),group=1,value=1.2.3
            type=pep440,pattern={{version}},value=next
            type=edge,branch=main
            type=ref,event=tag
            type=ref,event=pr
            type=raw,value=latest,enable={{is_default_branch}}
            type=raw,value=
            type=raw,value=--
            """);

    assertGolden(rules.failureFor(Sources.branch("feature/x")));
  }

  @Test
  void says_how_to_name_the_default_branch() {
    var source = Sources.without(RepositoryFacts.NONE, Sources.branch("main"));

    assertGolden(Rules.of("type=edge").failureFor(source));
  }

  @Test
  void says_why_a_pattern_is_not_used() {
    var slow = Rules.of("type=match,pattern=^(a+)+(\\1)+b$,value=" + "a".repeat(60) + "!");

    Assertions.assertThat(slow.failureFor(Sources.branch("main")).explanation().why())
        .contains("needs too many tries");
    Assertions.assertThat(slow.failureFor(Sources.branch("main")).explanation().id())
        .isEqualTo("tag-rules-malformed");
    Assertions.assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> Rules.of("type=match,pattern=" + "(".repeat(900)).read());
  }
}
