package cn.tongtu.road;

import cn.tongtu.ledger.Movement;
import cn.tongtu.map.Mark;
import cn.tongtu.shared.Label;
import cn.tongtu.shared.Refusal;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A route (路线): a road under one code, with the surveys of its sections. */
public record Route(
    long id,
    String code,
    String name,
    Level level,
    String org,
    LocalDate openedOn,
    String source,
    boolean invented,
    List<Survey> surveys) {
  private static final BigDecimal METRES_A_KILOMETRE = BigDecimal.valueOf(1000);

  /** 行政等级 (公路法第六条). */
  public enum Level {
    NATIONAL("国道", "National road", 'G', Mark.NATIONAL_ROAD),
    PROVINCIAL("省道", "Provincial road", 'S', Mark.PROVINCIAL_ROAD),
    COUNTY("县道", "County road", 'X', Mark.COUNTY_ROAD),
    TOWNSHIP("乡道", "Township road", 'Y', Mark.TOWNSHIP_ROAD),
    VILLAGE("村道", "Village road", 'C', Mark.VILLAGE_ROAD);

    private final String chinese;
    private final String english;
    private final char letter;
    private final Mark mark;

    Level(String chinese, String english, char letter, Mark mark) {
      this.chinese = chinese;
      this.english = english;
      this.letter = letter;
      this.mark = mark;
    }

    public Label label() {
      return new Label(chinese, english);
    }

    Mark mark() {
      return mark;
    }

    boolean fits(String code) {
      return code.matches(letter + "[0-9A-Z]{3,10}");
    }
  }

  /** 技术等级 (JTG B01): what a road was built for; 等外 is below all of them. */
  public enum Grade {
    EXPRESSWAY("高速"),
    FIRST("一级"),
    SECOND("二级"),
    THIRD("三级"),
    FOURTH("四级"),
    BELOW("等外");

    private final String label;

    Grade(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }

    static Grade of(String label) {
      return Stream.of(values())
          .filter(grade -> grade.label.equals(label))
          .findFirst()
          .orElseThrow(() ->
              new Refusal(
                  "技术等级“"
                      + label
                      + "”不在可选值中："
                      + Stream.of(values()).map(Grade::label).collect(Collectors.joining("、")),
                  "no such grade: " + label));
    }
  }

  /** A section was so long from a day on (测线). */
  record Survey(long section, Grade grade, int rev, LocalDate on, int metres) {}

  public Route {
    surveys = List.copyOf(surveys);
  }

  /**
   * What the ledger holds because the route is there: its kilometres by level and grade since it
   * was opened, and what each later survey found more or less.
   */
  List<Movement> movements() {
    var movements = new ArrayList<Movement>();
    var first =
        surveys.stream()
            .filter(survey -> survey.rev == 1)
            .collect(Collectors.groupingBy(Survey::grade, Collectors.summingInt(Survey::metres)));
    first.forEach((grade, metres) -> movements.add(movement(openedOn, grade, metres)));
    surveys.stream()
        .filter(survey -> survey.rev > 1)
        .forEach(survey -> {
          var before =
              surveys.stream()
                  .filter(other -> other.section == survey.section && other.rev == survey.rev - 1)
                  .findFirst()
                  .orElseThrow();
          if (before.metres != survey.metres) {
            movements.add(movement(survey.on, survey.grade, survey.metres - before.metres));
          }
        });
    return movements;
  }

  private Movement movement(LocalDate on, Grade grade, int metres) {
    return Movement.of(
        "road.length",
        on,
        org,
        Optional.of(code),
        Map.of("level", level.label().chinese(), "grade", grade.label()),
        BigDecimal.valueOf(metres).divide(METRES_A_KILOMETRE));
  }
}
