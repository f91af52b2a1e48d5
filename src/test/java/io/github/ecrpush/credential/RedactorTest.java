package io.github.ecrpush.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {

  private final Redactor redactor = new Redactor();

  @Test
  void hides_every_occurrence() {
    redactor.hide(new Secret("hunter2!"));

    assertThat(redactor.redact("a hunter2! b hunter2!")).isEqualTo("a *** b ***");
  }

  @Test
  void hides_a_long_secret_in_lower_case_and_leaves_words_alone() {
    redactor.hide(new Secret("hUnter2!"));
    redactor.hide(new Secret("Main"));

    assertThat(redactor.redact("hunter2! in main")).isEqualTo("*** in main");
  }

  @Test
  void hides_each_line_of_a_secret() {
    redactor.hide(new Secret("-----BEGIN KEY-----\nabcdef\n-----END KEY-----\n"));

    assertThat(redactor.redact("line: abcdef")).isEqualTo("line: ***");
  }

  @Test
  void hides_the_base64_form() {
    redactor.hide(new Secret("hunter2!"));
    var encoded = Base64.getEncoder().encodeToString("hunter2!".getBytes(StandardCharsets.UTF_8));

    assertThat(redactor.redact("x " + encoded)).doesNotContain("aHVudGVyMi");
  }

  @Test
  void hides_the_longer_of_two_secrets_first() {
    redactor.hide("abcd");
    redactor.hide("abcdefgh");

    assertThat(redactor.redact("abcdefgh abcd")).isEqualTo("*** ***");
  }

  @Test
  void does_not_blank_out_half_a_log_for_a_tiny_secret() {
    redactor.hide(new Secret("a"));

    assertThat(redactor.redact("a banana")).isEqualTo("a banana");
  }

  @Test
  void never_prints_a_secret_by_accident() {
    var secret = new Secret("hunter2!");

    assertThat(secret + " " + new RegistryCredential("user", secret)).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ab", "abc", "Basic dXNlcjpw"})
  void hides_the_base64_form_wherever_it_begins_in_a_group(String before) {
    redactor.hide(new Secret("correct horse battery"));
    var text = (before + "correct horse battery and more").getBytes(StandardCharsets.UTF_8);

    assertThat(redactor.redact(Base64.getEncoder().encodeToString(text))).contains("***");
  }

  @Test
  void hides_the_forms_in_which_urls_and_json_hold_it() {
    redactor.hide(new Secret("a\"b c/d\nline two"));

    assertThat(redactor.redact("q=a%22b+c%2Fd q=a%22b%20c%2Fd {\"x\":\"a\\\"b c/d\"}"))
        .isEqualTo("q=*** q=*** {\"x\":\"***\"}");
    assertThat(redactor.redact("a\\\"b c/d\\nline two")).isEqualTo("***");
  }

  @Test
  void hides_the_beginning_of_a_secret_where_a_text_was_cut() {
    redactor.hide(new Secret("correct-horse-battery"));

    assertThat(redactor.redact("token=correct-hor … (900 more bytes)"))
        .isEqualTo("token=***… (900 more bytes)");
    assertThat(redactor.redact("token=correct-h…")).isEqualTo("token=***…");
    assertThat(redactor.redact("token=correctly …")).isEqualTo("token=correctly …");
  }

  @Test
  void tells_no_mask_of_several_lines_nor_a_line_of_three_characters() {
    var masked = new ArrayList<String>();
    new Redactor(masked::add).hide(new Secret("{\n  \"key\": \"correct horse\"\n}"));

    assertThat(masked)
        .contains("\"key\": \"correct horse\"")
        .noneMatch(mask -> mask.contains("\n"));
    assertThat(masked).doesNotContain("{", "}");
  }

  @Test
  void hides_what_overlaps() {
    redactor.hide("abcdef");
    redactor.hide("defghi");

    assertThat(redactor.redact("x abcdefghi y")).isEqualTo("x *** y");
  }

  @Test
  void hides_the_accounts_of_arns_and_registries_that_nobody_knew_of() {
    var text =
        "arn:aws:kms:eu-west-3:210987654321:key/a arn:aws-cn:iam::210987654321:role/ci"
            + " 210987654321.dkr.ecr.eu-west-3.amazonaws.com/app 210987654321 sha256:210987654321";

    assertThat(redactor.redact(text)).isEqualTo(text);
    redactor.hideAccounts();

    assertThat(redactor.redact(text))
        .isEqualTo(
            "arn:aws:kms:eu-west-3:***:key/a arn:aws-cn:iam::***:role/ci"
                + " ***.dkr.ecr.eu-west-3.amazonaws.com/app 210987654321 sha256:210987654321");
  }

  @Test
  void tells_each_hidden_text_once() {
    var masked = new ArrayList<String>();
    var telling = new Redactor(masked::add);
    telling.hide("123456789012");
    telling.hide("123456789012");
    telling.hide("abc");

    assertThat(masked).containsExactly("123456789012");
  }

  @Test
  void hides_a_secret_of_many_lines_from_many_lines() {
    var lines = IntStream.range(0, 3_000).mapToObj(i -> "line-" + i + "-of-it").toList();
    redactor.hide(new Secret(String.join("\n", lines)));

    assertThat(lines).allSatisfy(line -> assertThat(redactor.redact(line)).isEqualTo("***"));
    assertThat(redactor.redact("line of another")).isEqualTo("line of another");
  }
}
