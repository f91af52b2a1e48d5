package io.github.ecrpush.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentFormatTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          YYYYMMDD; UTC; 20240229
          YYYYMMDD-HHmmss; Asia/Tokyo; 20240229-220507
          dddd, MMMM Do YYYY, h:mm:ss a; UTC; Thursday, February 29th 2024, 1:05:07 pm
          YYYY-MM-DDTHH:mm:ss.SSS[Z]; UTC; 2024-02-29T13:05:07.089Z
          M Mo MMM YY; UTC; 2 2nd Feb 24
          D DDD DDDo DDDD; UTC; 29 60 60th 060
          d do dd ddd e E; UTC; 4 4th Th Thu 4 4
          Q Qo; UTC; 1 1st
          w ww gggg W WW GGGG; UTC; 9 09 2024 9 09 2024
          A a H k kk hh; UTC; PM pm 13 13 13 01
          S SS SSS SSSS; UTC; 0 08 089 0890
          Z ZZ; Asia/Kolkata; +05:30 +0530
          Z; America/New_York; -05:00
          z; UTC; UTC
          z; Asia/Tokyo; JST
          X; UTC; 1709211907
          x; UTC; 1709211907089
          L LT LTS; UTC; 02/29/2024 1:05 PM 1:05:07 PM
          LL; UTC; February 29, 2024
          lll; UTC; Feb 29, 2024 1:05 PM
          [week] w [of] YYYY; UTC; week 9 of 2024
          \\YYYY; UTC; YYYY
          [- YYYY; UTC; [- 2024
          YYYYYY YYYYY; UTC; +002024 02024
          """)
  void writes_a_date_in_moments_letters(String format, String zone, String text) {
    var date = Instant.parse("2024-02-29T13:05:07.089Z");

    assertThat(MomentFormat.format(date, zone, format)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1,1st", "2,2nd", "3,3rd", "4,4th", "11,11th", "12,12th", "13,13th", "21,21st"})
  void counts_days_as_people_do(int day, String text) {
    var date = Instant.parse("2024-01-%02dT00:00:00Z".formatted(day));

    assertThat(MomentFormat.format(date, "UTC", "Do")).isEqualTo(text);
  }
}
