package io.github.ecrpush.metadata;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;
import java.time.temporal.WeekFields;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;

/// Writes a date by a format in moment's letters, in English. Java's letters mean other things, so
/// the table is our own. `[text]` stands for itself, and so does whatever is no letter of the
/// table.
final class MomentFormat {

  private static final int LONGEST = 9;

  private static final Set<String> LETTERS =
      Set.of(
          ("M Mo MM MMM MMMM Q Qo D Do DD DDD DDDo DDDD d do dd ddd dddd e E w wo ww W Wo WW"
                  + " Y YY YYYY YYYYY YYYYYY y yo yy yyy yyyy N NN NNN NNNN NNNNN gg gggg ggggg"
                  + " GG GGGG GGGGG a A H HH h hh k kk m mm s ss S SS SSS SSSS SSSSS SSSSSS SSSSSSS"
                  + " SSSSSSSS SSSSSSSSS z zz Z ZZ x X LT LTS L LL LLL LLLL l ll lll llll")
              .split(" "));

  private final ZonedDateTime date;

  private MomentFormat(ZonedDateTime date) {
    this.date = date;
  }

  static String format(Instant instant, String zone, String format) {
    return new MomentFormat(instant.atZone(ZoneId.of(zone))).write(format);
  }

  private String write(String format) {
    var text = new StringBuilder();
    int at = 0;
    while (at < format.length()) {
      char next = format.charAt(at);
      int close = next == '[' ? closing(format, at) : -1;
      if (close > 0) {
        text.append(format, at + 1, close);
        at = close + 1;
        continue;
      }
      boolean escaped = next == '\\' && !letters(format, at + 1).isEmpty();
      var letters = letters(format, escaped ? at + 1 : at);
      if (escaped) {
        text.append(letters);
        at += 1 + letters.length();
      } else if (letters.isEmpty()) {
        text.append(next);
        at++;
      } else {
        text.append(value(letters));
        at += letters.length();
      }
    }
    return text.toString();
  }

  /// Where the bracket ends, unless another one begins before.
  private static int closing(String format, int open) {
    int close = format.indexOf(']', open);
    int another = format.indexOf('[', open + 1);
    return another >= 0 && another < close ? -1 : close;
  }

  /// The longest of the table that stands there.
  private static String letters(String format, int at) {
    for (int length = Math.min(LONGEST, format.length() - at); length > 0; length--) {
      var letters = format.substring(at, at + length);
      if (LETTERS.contains(letters)) {
        return letters;
      }
    }
    return "";
  }

  private String value(String letters) {
    return switch (letters) {
      case "M" -> number(date.getMonthValue());
      case "Mo" -> ordinal(date.getMonthValue());
      case "MM" -> filled(date.getMonthValue(), 2);
      case "MMM" -> month().substring(0, 3);
      case "MMMM" -> month();
      case "Q" -> number(date.get(IsoFields.QUARTER_OF_YEAR));
      case "Qo" -> ordinal(date.get(IsoFields.QUARTER_OF_YEAR));
      case "D" -> number(date.getDayOfMonth());
      case "Do" -> ordinal(date.getDayOfMonth());
      case "DD" -> filled(date.getDayOfMonth(), 2);
      case "DDD" -> number(date.getDayOfYear());
      case "DDDo" -> ordinal(date.getDayOfYear());
      case "DDDD" -> filled(date.getDayOfYear(), 3);
      case "d", "e" -> number(date.getDayOfWeek().getValue() % 7);
      case "do" -> ordinal(date.getDayOfWeek().getValue() % 7);
      case "dd" -> weekday().substring(0, 2);
      case "ddd" -> weekday().substring(0, 3);
      case "dddd" -> weekday();
      case "E" -> number(date.getDayOfWeek().getValue());
      case "w" -> number(week(WeekFields.SUNDAY_START));
      case "wo" -> ordinal(week(WeekFields.SUNDAY_START));
      case "ww" -> filled(week(WeekFields.SUNDAY_START), 2);
      case "W" -> number(week(WeekFields.ISO));
      case "Wo" -> ordinal(week(WeekFields.ISO));
      case "WW" -> filled(week(WeekFields.ISO), 2);
      case "Y", "y", "yy", "yyy", "yyyy" -> number(date.getYear());
      case "yo" -> ordinal(date.getYear());
      case "YY" -> filled(date.getYear() % 100, 2);
      case "YYYY" -> filled(date.getYear(), 4);
      case "YYYYY" -> filled(date.getYear(), 5);
      case "YYYYYY" -> "+" + filled(date.getYear(), 6);
      case "N", "NN", "NNN", "NNNNN" -> "AD";
      case "NNNN" -> "Anno Domini";
      case "gg" -> filled(weekYear(WeekFields.SUNDAY_START) % 100, 2);
      case "gggg", "ggggg" -> filled(weekYear(WeekFields.SUNDAY_START), letters.length());
      case "GG" -> filled(weekYear(WeekFields.ISO) % 100, 2);
      case "GGGG", "GGGGG" -> filled(weekYear(WeekFields.ISO), letters.length());
      default -> time(letters);
    };
  }

  private String time(String letters) {
    return switch (letters) {
      case "a" -> date.getHour() < 12 ? "am" : "pm";
      case "A" -> date.getHour() < 12 ? "AM" : "PM";
      case "H" -> number(date.getHour());
      case "HH" -> filled(date.getHour(), 2);
      case "h" -> number(hourOfHalf());
      case "hh" -> filled(hourOfHalf(), 2);
      case "k" -> number(hourFromOne());
      case "kk" -> filled(hourFromOne(), 2);
      case "m" -> number(date.getMinute());
      case "mm" -> filled(date.getMinute(), 2);
      case "s" -> number(date.getSecond());
      case "ss" -> filled(date.getSecond(), 2);
      case "z", "zz" -> zone();
      case "Z" -> offset(":");
      case "ZZ" -> offset("");
      case "x" -> Long.toString(date.toInstant().toEpochMilli());
      case "X" -> Long.toString(date.toEpochSecond());
      case "LT" -> write("h:mm A");
      case "LTS" -> write("h:mm:ss A");
      case "L" -> write("MM/DD/YYYY");
      case "LL" -> write("MMMM D, YYYY");
      case "LLL" -> write("MMMM D, YYYY h:mm A");
      case "LLLL" -> write("dddd, MMMM D, YYYY h:mm A");
      case "l" -> write("M/D/YYYY");
      case "ll" -> write("MMM D, YYYY");
      case "lll" -> write("MMM D, YYYY h:mm A");
      case "llll" -> write("ddd, MMM D, YYYY h:mm A");
      default -> fraction(letters.length());
    };
  }

  /// Parts of a second; moment knows thousands of them.
  private String fraction(int digits) {
    var known = filled(date.getNano() / 1_000_000, 3) + "000000";
    return known.substring(0, digits);
  }

  private int hourOfHalf() {
    int hour = date.getHour() % 12;
    return hour == 0 ? 12 : hour;
  }

  private int hourFromOne() {
    return date.getHour() == 0 ? 24 : date.getHour();
  }

  private int week(WeekFields weeks) {
    return date.get(weeks.weekOfWeekBasedYear());
  }

  private int weekYear(WeekFields weeks) {
    return date.get(weeks.weekBasedYear());
  }

  private String month() {
    return capitalised(Month.from(date).name());
  }

  private String weekday() {
    return capitalised(DayOfWeek.from(date).name());
  }

  private String zone() {
    var zone = TimeZone.getTimeZone(date.getZone());
    boolean summer = date.getZone().getRules().isDaylightSavings(date.toInstant());
    return zone.getDisplayName(summer, TimeZone.SHORT, Locale.ENGLISH);
  }

  private String offset(String between) {
    int minutes = date.getOffset().getTotalSeconds() / 60;
    int size = Math.abs(minutes);
    return (minutes < 0 ? "-" : "+") + filled(size / 60, 2) + between + filled(size % 60, 2);
  }

  private static String capitalised(String name) {
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String number(int number) {
    return Integer.toString(number);
  }

  private static String filled(int number, int width) {
    var digits = Integer.toString(number);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }

  private static String ordinal(int number) {
    int tens = number % 100 / 10;
    var ending =
        switch (tens == 1 ? 0 : number % 10) {
          case 1 -> "st";
          case 2 -> "nd";
          case 3 -> "rd";
          default -> "th";
        };
    return number + ending;
  }
}
