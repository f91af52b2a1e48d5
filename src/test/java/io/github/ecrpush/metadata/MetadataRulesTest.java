package io.github.ecrpush.metadata;

import static io.github.ecrpush.metadata.Sources.SHA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ecrpush.image.Tag;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The language of rules, example by example: a rule, the event, its ref, and the tags.
class MetadataRulesTest {

  private static final String NONE = "none";

  @ParameterizedTest(name = "{0} on {1} {2} makes {3}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          type=schedule; schedule; refs/heads/main; nightly
          type=schedule; push; refs/heads/main; none
          type=schedule,pattern=weekly; schedule; refs/heads/main; weekly
          type=schedule,pattern={{date 'YYYYMMDD'}}; schedule; refs/heads/main; 20231105
          type=schedule,pattern={{date 'YYYYMMDD-HHmmss' tz='Asia/Tokyo'}}; schedule; refs/heads/main; 20231106-030903
          type=schedule,pattern={{commit_date 'YYYY.MM.DD'}}; schedule; refs/heads/main; 2021.03.04
          type=schedule,prefix=run-; schedule; refs/heads/main; run-nightly

          type=semver,pattern={{raw}}; push; refs/tags/v4.5.6; v4.5.6
          type=semver,pattern={{version}}; push; refs/tags/v4.5.6; 4.5.6
          type=semver,pattern={{version}}; push; refs/tags/4.5.6; 4.5.6
          type=semver,pattern={{version}}; release; refs/tags/v4.5.6; 4.5.6
          type=semver,pattern={{major}}.{{minor}}; push; refs/tags/v4.5.6; 4.5
          type=semver,pattern=v{{major}}; push; refs/tags/v4.5.6; v4
          type=semver,pattern={{ minor }}; push; refs/tags/v4.5.6; 5
          type=semver,pattern={{{patch}}}; push; refs/tags/v4.5.6; 6
          type=semver,pattern={{raw}}; push; refs/tags/v4.0.0-rc.12; v4.0.0-rc.12
          type=semver,pattern={{version}}; push; refs/tags/v4.0.0-rc.12; 4.0.0-rc.12
          type=semver,pattern={{major}}; push; refs/tags/v4.0.0-rc.12; 4.0.0-rc.12
          type=semver,pattern={{major}}.{{minor}}; push; refs/tags/v4.0.0-rc.12; 4.0.0-rc.12
          type=semver,pattern={{version}}; push; refs/tags/v4.5.6+build.7; 4.5.6
          type=semver,pattern={{raw}}; push; refs/tags/v4.5.6+build.7; v4.5.6-build.7
          type=semver,pattern={{version}}; push; refs/tags/v4.5; none
          type=semver,pattern={{version}}; push; refs/heads/main; none
          type=semver,pattern={{version}}; pull_request; refs/pull/7/merge; none
          type=semver,pattern={{version}},value=v9.8.7; push; refs/heads/main; 9.8.7
          type=semver,pattern={{version}},value=api/v9.8.7,match=v(\\d.\\d.\\d)$; push; refs/heads/main; 9.8.7
          type=semver,pattern={{version}},match=v(\\d.\\d.\\d)$; push; refs/tags/api/v9.8.7; 9.8.7
          type=semver,pattern={{major}},enable=false; push; refs/tags/v0.1.2; none
          type=semver,pattern={{version}},value={{tag}}; push; refs/tags/v4.5.6; 4.5.6

          type=pep440,pattern={{raw}}; push; refs/tags/4.5.6; 4.5.6
          type=pep440,pattern={{version}}; push; refs/tags/v4.5.6; 4.5.6
          type=pep440,pattern={{major}}.{{minor}}; push; refs/tags/4.5.6; 4.5
          type=pep440,pattern=v{{major}}; push; refs/tags/4.5.6; v4
          type=pep440,pattern={{patch}}; push; refs/tags/4.5; 0
          type=pep440,pattern={{raw}}; push; refs/tags/v4.5.6rc7; v4.5.6rc7
          type=pep440,pattern={{version}}; push; refs/tags/4.5.6rc7; 4.5.6rc7
          type=pep440,pattern={{major}}.{{minor}}; push; refs/tags/4.5.6rc7; 4.5.6rc7
          type=pep440,pattern={{major}}.{{minor}}; push; refs/tags/4.5.6post7; 4.5.6.post7
          type=pep440,pattern={{major}}.{{minor}}; push; refs/tags/4.5.6beta7; 4.5.6b7
          type=pep440,pattern={{major}}.{{minor}}; push; refs/tags/4.5dev7; 4.5.dev7
          type=pep440,pattern={{version}},match=v(\\d.\\d.\\d)$; push; refs/tags/api/v4.5.6; 4.5.6
          type=pep440,pattern={{version}},value=1.0.0; push; refs/heads/main; 1.0.0
          type=pep440,pattern={{version}}; push; refs/tags/latest-build; none

          type=match,pattern=\\d.\\d.\\d; push; refs/tags/v4.5.6; 4.5.6
          type=match,pattern=v(.*),group=1; push; refs/tags/v4.0.0-rc.12; 4.0.0-rc.12
          type=match,pattern=v(\\d.\\d),group=1; push; refs/tags/v4.0.0-rc.12; 4.0
          type=match,pattern=\\d+; push; refs/tags/20230504-hotfix; 20230504
          type=match,pattern=api/v(\\d.\\d.\\d),group=1; push; refs/tags/api/v4.5.6; 4.5.6
          type=match,pattern=v(.*),group=1,value=v3.2.1; push; refs/heads/main; 3.2.1
          type=match,pattern=/^V(.*)$/i,group=1; push; refs/tags/v4.5.6; 4.5.6
          type=match,pattern=v(.*),group=2; push; refs/tags/v4.5.6; none
          type=match,pattern=x(.*); push; refs/tags/v4.5.6; none
          type=match,pattern=v(.*); push; refs/heads/v1; none

          type=edge; push; refs/heads/main; edge
          type=edge; push; refs/heads/other; none
          type=edge; push; refs/tags/v4.5.6; none
          type=edge,branch=develop; push; refs/heads/develop; edge
          type=edge,branch=develop; push; refs/heads/main; none
          type=edge,suffix=-debian; push; refs/heads/main; edge-debian

          type=ref,event=branch; push; refs/heads/main; main
          type=ref,event=branch; push; refs/heads/feature/new/door; feature-new-door
          type=ref,event=branch; workflow_dispatch; refs/heads/main; main
          type=ref,event=branch; merge_group; refs/heads/gh-readonly-queue/main/pr-7-abc; gh-readonly-queue-main-pr-7-abc
          type=ref,event=branch; repository_dispatch; refs/heads/main; main
          type=ref,event=branch; workflow_run; refs/heads/main; main
          type=ref,event=branch; push; refs/tags/v4.5.6; none
          type=ref,event=tag; push; refs/tags/v4.5.6; v4.5.6
          type=ref,event=tag; release; refs/tags/v4.5.6; v4.5.6
          type=ref,event=tag; push; refs/heads/main; none
          type=ref,event=pr; pull_request; refs/pull/318/merge; pr-318
          type=ref,event=pr; pull_request_target; refs/pull/318/merge; pr-318
          type=ref,event=pr,prefix=; pull_request; refs/pull/318/merge; 318
          type=ref,event=pr; push; refs/heads/main; none

          type=raw,value=stable; push; refs/heads/main; stable
          type=raw,stable; push; refs/heads/main; stable
          stable; push; refs/heads/main; stable
          value=stable,suffix=-x; push; refs/heads/main; stable-x
          type=raw,value=; push; refs/heads/main; none
          type=raw,value=latest,enable={{is_default_branch}}; push; refs/heads/main; latest
          type=raw,value=latest,enable={{is_default_branch}}; push; refs/heads/other; none
          type=raw,value=other,enable={{is_not_default_branch}}; push; refs/heads/other; other
          type=raw,value=other,enable={{is_not_default_branch}}; push; refs/heads/main; none
          type=raw,value=mine-{{branch}}-{{sha}}; push; refs/heads/a/b; mine-a-b-1f0c3a5
          type=raw,value=to-{{base_ref}}; pull_request; refs/pull/7/merge; to-main
          type=raw,value=from-{{base_ref}}; push; refs/tags/v1; from-release
          type=raw,value=x{{base_ref}}; push; refs/heads/main; x
          type=raw,value=x{{branch}}{{tag}}; pull_request; refs/pull/7/merge; x
          type=raw,value={{tag}}; push; refs/tags/v1; v1
          type=raw,value={{date 'dddd, MMMM Do YYYY, h:mm:ss a'}}; push; refs/heads/main; Sunday-November-5th-2023-6-09-03-pm
          at-{{date 'HH' tz='Asia/Tokyo'}}; push; refs/heads/main; at-03

          type=sha; push; refs/heads/main; sha-1f0c3a5
          type=sha,format=short,prefix=; push; refs/heads/main; 1f0c3a5
          type=sha,format=long; push; refs/heads/main; sha-1f0c3a5b7d9e2468ace013579bdf02468ace1357
          type=sha,prefix={{branch}}-; push; refs/heads/main; main-1f0c3a5
          type=sha,suffix=-x; pull_request; refs/pull/7/merge; sha-1f0c3a5-x
          """)
  void a_rule_makes_a_tag(String rule, String event, String ref, String tags) {
    // beside one that always makes a tag, so that there is one
    var made = Rules.of(rule + "\ntype=raw,value=zzz,priority=-9").tagsFor(Sources.of(event, ref));

    assertThat(String.join(" ", made)).isEqualTo(tags.equals(NONE) ? "zzz" : tags + " zzz");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          pull_request; refs/pull/2/merge; pr-2
          push; refs/heads/main; main
          push; refs/heads/releases/v1; releases-v1
          push; refs/tags/v4.5.6; 4.5.6 4.5 latest
          push; refs/tags/v4.0.0-rc.12; 4.0.0-rc.12
          """)
  void several_rules_serve_all_events(String event, String ref, String tags) {
    var rules =
        Rules.of(
                """
                type=ref,event=branch
                type=ref,event=pr
                type=semver,pattern={{version}}
                type=semver,pattern={{major}}.{{minor}}
                """)
            .with("latest=auto");

    assertThat(String.join(" ", rules.tagsFor(Sources.of(event, ref)))).isEqualTo(tags);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          latest=auto; refs/tags/v4.5.6; v4.5.6 latest
          latest=auto; refs/heads/main; main
          latest=true; refs/heads/main; main latest
          latest=false; refs/tags/v4.5.6; v4.5.6
          prefix=p-; refs/tags/v4.5.6; p-v4.5.6
          ''; refs/tags/v4.5.6; v4.5.6
          'latest=true,prefix=p-,onlatest=true'; refs/heads/main; p-main p-latest
          'latest=true,prefix=p-,onlatest=false'; refs/heads/main; p-main latest
          'latest=true,suffix=-s,onlatest=true'; refs/heads/main; main-s latest-s
          'latest=true,prefix=p-{{sha}}-,suffix=-s'; refs/heads/main; p-1f0c3a5-main-s latest
          """)
  void a_flavor_holds_for_all_tags(String flavor, String ref, String tags) {
    var rules = Rules.of("type=ref,event=branch\ntype=ref,event=tag").with(flavor);

    assertThat(String.join(" ", rules.tagsFor(Sources.of("push", ref)))).isEqualTo(tags);
  }

  @Test
  void a_rules_own_affix_takes_the_place_of_the_flavors() {
    var rules = Rules.of("type=sha\na\ntype=raw,value=b,prefix=").with("prefix=p-");

    assertThat(rules.tagsFor(Sources.branch("main"))).containsExactly("p-a", "b", "sha-1f0c3a5");
  }

  @Test
  void only_the_rule_in_front_decides_about_latest() {
    var sha = Rules.of("type=sha,priority=1000\ntype=ref,event=tag").with("latest=auto");
    var tag = Rules.of("type=sha\ntype=ref,event=tag").with("latest=auto");

    assertThat(sha.tagsFor(Sources.tag("v1"))).doesNotContain("latest");
    assertThat(tag.tagsFor(Sources.tag("v1"))).endsWith("latest");
  }

  @Test
  void each_type_has_its_place_and_a_priority_changes_it() {
    var rules =
        Rules.of(
            """
            type=sha
            type=raw,value=raw
            type=ref,event=branch
            type=edge
            type=match,pattern=.*,value=match
            type=pep440,pattern={{version}},value=2.0
            type=semver,pattern={{version}},value=1.0.0
            type=schedule
            type=raw,value=first,priority=2000
            type=raw,value=last,priority=-1
            """);

    assertThat(rules.tagsFor(Sources.of("schedule", "refs/heads/main")))
        .containsExactly(
            "first",
            "nightly",
            "2.0",
            "1.0.0",
            "match",
            "edge",
            "main",
            "raw",
            "sha-1f0c3a5",
            "last");
  }

  @Test
  void a_tag_stands_there_once_and_the_first_one_is_the_version() {
    var metadata = Rules.of("b\na\nb\nlatest").with("latest=true").apply(Sources.branch("main"));

    assertThat(metadata.tags()).extracting(Tag::value).containsExactly("b", "a", "latest");
    assertThat(metadata.version()).isEqualTo("b");
    assertThat(metadata.labels()).containsEntry("org.opencontainers.image.version", "b");
  }

  @Test
  void a_list_of_tags_may_stand_on_one_line_and_a_rule_is_never_parted() {
    var source = Sources.branch("main");

    assertThat(Rules.of("a, b\n# c\n\"d\"").tagsFor(source)).containsExactly("a", "b", "d");
    assertThat(Rules.of("\"type=raw,value=a\"\nb").tagsFor(source)).containsExactly("a", "b");
    assertThat(Rules.of("\"a,b\"\nc").tagsFor(source)).containsExactly("a-b", "c");
    assertThat(Rules.of("type=match,\"pattern=^\\d{1,3}\",value=2023-x").tagsFor(source))
        .containsExactly("202");
  }

  @Test
  void says_what_becomes_of_a_tag_that_is_written_out() {
    var source = Sources.branch("feature/x");

    assertThat(Rules.of("a b").apply(source).notices())
        .containsExactly("The tag `a b` has characters that no tag has: it is `a-b`.");
    assertThat(Rules.of("type=ref,event=branch\n{{branch}}\na-b").apply(source).notices())
        .isEmpty();
  }

  @Test
  void the_short_form_of_a_commit_is_as_long_as_wished() {
    var rules = Rules.of("type=sha").under("DOCKER_METADATA_SHORT_SHA_LENGTH", "12");

    assertThat(rules.tagsFor(Sources.branch("main")))
        .containsExactly("sha-" + SHA.substring(0, 12));
  }

  @Test
  void the_date_of_a_commit_that_has_none_is_today_and_that_is_said() {
    var source = Sources.without(Sources.PARROT, Sources.branch("main"));

    var metadata = Rules.of("{{commit_date 'YYYY'}}").apply(source);

    assertThat(metadata.tags()).extracting(Tag::value).containsExactly("2023");
    assertThat(metadata.notices())
        .containsExactly(
            "The date of the commit is not known: `{{commit_date}}` is that of this run.");
    assertThat(Rules.of("{{date 'YYYY'}}").apply(source).notices()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type=semver,pattern={{version}}",
        "type=pep440,pattern={{version}},value=x y",
        "type=match,pattern=v(.*)",
        "type=match,pattern=rel(x)?,group=1",
        "type=raw,value=🚀"
      })
  void a_rule_for_this_run_that_makes_no_tag_is_told(String rule) {
    var metadata = Rules.of(rule + "\ntype=sha\ntype=ref,event=branch").apply(Sources.tag("rel-1"));

    assertThat(metadata.tags()).hasSize(1);
    assertThat(metadata.notices()).singleElement().asString().startsWith("A rule makes no tag. `");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          type=raw,value="1.0" ; Quotes stand around the whole field
          type=raw,value="a,b" ; Quotes stand around the whole field
          type=match,pattern=/v(.*)/q ; `q` are no flags of a regular expression
          """)
  void what_would_make_a_wrong_tag_is_a_mistake(String rule, String said) {
    var failure = Rules.of(rule).failureFor(Sources.tag("v1"));

    assertThat(failure.explanation().id()).isEqualTo("tag-rules-malformed");
    assertThat(failure.explanation().why()).contains(said);
  }

  @ParameterizedTest
  @CsvSource({"EST,-05:00", "MST,-07:00", "HST,-10:00", "ROC,+08:00"})
  void old_names_of_zones_are_known(String zone, String offset) {
    var metadata = Rules.of("{{date 'ZZ' tz='" + zone + "'}}").apply(Sources.branch("main"));

    assertThat(metadata.version()).endsWith(offset.replace(":", "").substring(1));
  }

  @Test
  void the_default_branch_is_asked_for_only_where_it_matters() {
    var unknown = Sources.without(RepositoryFacts.NONE, Sources.branch("main"));
    var ofTag = Sources.without(RepositoryFacts.NONE, Sources.tag("v1"));
    var rules = Rules.of("type=edge\ntype=sha");

    assertThat(rules.read().facts()).containsExactly(Fact.DEFAULT_BRANCH);
    assertThat(Rules.of("type=edge,branch=x\ntype=sha").read().facts()).isEmpty();
    assertThat(Rules.of("type=raw,value=x-{{commit_date 'X'}}").read().facts())
        .containsExactly(Fact.COMMIT_DATE);
    assertThat(rules.tagsFor(ofTag)).containsExactly("sha-1f0c3a5");
    assertThat(rules.failureFor(unknown).explanation().id()).isEqualTo("default-branch-unknown");
  }

  @Test
  void an_attribute_of_another_type_is_told() {
    var metadata = Rules.of("type=sha,event=branch").apply(Sources.branch("main"));

    assertThat(metadata.notices())
        .containsExactly(
            "`event` in the rule `type=sha,event=branch` means nothing: `type=sha` does not look"
                + " at it.");
  }

  @Test
  void every_event_names_the_image_somehow() {
    var rules = Rules.of("type=ref,event=branch\ntype=ref,event=tag\ntype=ref,event=pr\ntype=sha");
    var refs = List.of("refs/heads/main", "refs/tags/v1.2.3", "refs/pull/7/merge");
    var events =
        Arrays.asList(
            "push",
            "pull_request",
            "pull_request_target",
            "release",
            "schedule",
            "workflow_dispatch",
            "workflow_run",
            "merge_group",
            "repository_dispatch",
            "");

    for (var event : events) {
      for (var ref : refs) {
        assertThat(rules.tagsFor(Sources.of(event, ref))).hasSize(2);
      }
    }
  }
}
